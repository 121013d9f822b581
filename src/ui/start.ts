/** A control that takes the place of a simpler one which looked like it: what was done there is not lost. */
import { useLayoutEffect, type RefObject } from 'react';

/** How it stands when it comes: opened, with the focus on it, or as any other. */
export type Start = 'open' | 'focused' | null;

/** Gives the opener of a menu or panel the focus that the simpler control had. */
export function useStartingFocus(opener: RefObject<HTMLElement | null>, starts: Start): void {
  useLayoutEffect(() => {
    if (starts === 'focused') opener.current?.focus({ preventScroll: true });
  }, [opener, starts]);
}
