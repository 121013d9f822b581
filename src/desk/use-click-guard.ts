/** For what comes by itself and has buttons: they take no click that was meant for what stood there before. */
import { useRef, type RefObject } from 'react';
import { useArming } from './use-arming.ts';

/** What the element that holds the buttons is given (the style is in `src/ui/base.css`). */
export function useClickGuard<E extends HTMLElement>(): {
  ref: RefObject<E | null>;
  'data-arming': true | undefined;
} {
  const ref = useRef<E>(null);
  const arming = useArming(ref);
  return { ref, 'data-arming': arming || undefined };
}
