import { useEffect, useRef, type RefObject } from 'react';

/**
 * What can be scrolled is a stop of the Tab key, so that it can be scrolled by keys where nothing in it takes the focus;
 * what fits is none. `on`: false where something in it does take the focus.
 */
export function useScrollStop<Of extends HTMLElement>(on = true): RefObject<Of | null> {
  const scroller = useRef<Of | null>(null);
  useEffect(() => {
    const element = scroller.current;
    if (!on || element === null) return undefined;
    const look = () => {
      if (element.scrollHeight > element.clientHeight) element.tabIndex = 0;
      else element.removeAttribute('tabindex');
    };
    const room = new ResizeObserver(look);
    room.observe(element);
    const content = new MutationObserver(look);
    content.observe(element, { childList: true, subtree: true });
    return () => {
      room.disconnect();
      content.disconnect();
      element.removeAttribute('tabindex');
    };
  }, [on]);
  return scroller;
}
