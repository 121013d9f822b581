/** Keeps a click that was meant for something else from answering an offer that has just come under the pointer. */
import { useLayoutEffect, useRef, useState, type RefObject } from 'react';

/** For so long after an offer has come, or has moved, its buttons take no click, ms. Keys are not held up. */
export const ARMS_AFTER = 500;

/** Whether the buttons of a card take no click yet. */
export function useArming(card: RefObject<HTMLElement | null>): boolean {
  const [armed, setArmed] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const place = useRef<number | null>(null);
  // After each drawing: others that come and go may have moved it.
  useLayoutEffect(() => {
    const top = card.current?.getBoundingClientRect().top ?? 0;
    if (place.current !== null && Math.abs(place.current - top) < 1) return;
    place.current = top;
    setArmed(false);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      setArmed(true);
    }, ARMS_AFTER);
  });
  useLayoutEffect(
    () => () => {
      clearTimeout(timer.current);
      // A page that is drawn anew begins anew.
      place.current = null;
    },
    [],
  );
  return !armed;
}
