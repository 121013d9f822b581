/** Keeps a key that was meant for something else from sending what stands in the field. */
import { useEffect, useRef, type CompositionEvent, type KeyboardEvent } from 'react';

/** When the field has just taken the place of another, Enter is not yet meant for it, ms. */
const ARRIVES = 400;
/** No person presses Enter again so soon after the one that ended a composition, ms. */
const COMPOSED = 50;

export type SendGuard = {
  /** The agent has done something in this field: what follows is meant for it. */
  touched: () => void;
  /** An input method has inserted its characters. */
  composed: (event: CompositionEvent) => void;
  /** Whether this Enter may send. A held key that repeats itself may not, nor one that ends a composition. */
  maySend: (event: KeyboardEvent) => boolean;
};

/** A guard for a field that has just been drawn. */
export function useSendGuard(): SendGuard {
  const drawnAt = useRef(Infinity);
  const known = useRef(false);
  const composedAt = useRef(-Infinity);
  useEffect(() => {
    drawnAt.current = performance.now();
  }, []);
  return {
    touched: () => {
      known.current = true;
    },
    composed: ({ nativeEvent }) => {
      composedAt.current = nativeEvent.timeStamp;
    },
    maySend: ({ nativeEvent }) =>
      !nativeEvent.repeat &&
      !nativeEvent.isComposing &&
      // Safari ends the composition first and tells of its Enter afterwards.
      nativeEvent.timeStamp - composedAt.current > COMPOSED &&
      (known.current || performance.now() - drawnAt.current > ARRIVES),
  };
}
