/** Keeps a click that was meant for something else from a button that has just come under the pointer. */
import { useLayoutEffect, useState, type RefObject } from 'react';

/** For so long after something has come, or has moved, its buttons take no click, ms. Keys are not held up. */
export const ARMS_AFTER = 500;

/** Tells `arm` whether a card stands still for long enough. */
function createArming(arm: (armed: boolean) => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let place: number | null = null;
  return {
    /** Looks where the card is now. */
    look: (card: HTMLElement | null) => {
      const top = card?.getBoundingClientRect().top ?? 0;
      if (place !== null && Math.abs(place - top) < 1) return;
      place = top;
      arm(false);
      clearTimeout(timer);
      timer = setTimeout(() => {
        arm(true);
      }, ARMS_AFTER);
    },
    /** A page that is drawn anew begins anew. */
    stop: () => {
      clearTimeout(timer);
      place = null;
    },
  };
}

/** Whether the buttons of a card take no click yet. */
export function useArming(card: RefObject<HTMLElement | null>): boolean {
  const [armed, setArmed] = useState(false);
  const [arming] = useState(() => createArming(setArmed));
  // After each drawing: others that come and go may have moved it.
  useLayoutEffect(() => {
    arming.look(card.current);
  });
  useLayoutEffect(() => arming.stop, [arming]);
  return !armed;
}
