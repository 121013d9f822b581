/**
 * What keys do: whoever can carry an action out says so while it is on the screen, and the one listener of the
 * desk calls the last that did. A handler that answers false had nothing to do; then the key is the browser's.
 */
import { useEffect, useRef } from 'react';
import { useDesk, useDeskContext } from '../desk/desk-context.ts';
import { chordOf, chordText } from './chord.ts';
import { actionOf, keysOf } from './keymap.ts';
import type { Action } from './table.ts';

type Handler = () => boolean;

const handlers = new Map<Action, Handler[]>();

/** Carries an action out while the component is on the screen. */
export function useShortcut(action: Action, handler: Handler): void {
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  useEffect(() => {
    const mine = () => latest.current();
    handlers.set(action, [...(handlers.get(action) ?? []), mine]);
    return () => {
      handlers.set(
        action,
        (handlers.get(action) ?? []).filter((each) => each !== mine),
      );
    };
  }, [action]);
}

/** Does what the keys of an action do. False when nobody could. */
export function perform(action: Action): boolean {
  return (handlers.get(action) ?? []).toReversed().some((handler) => handler());
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.tagName === 'TEXTAREA' || target.tagName === 'SELECT') return true;
  return (
    target instanceof HTMLInputElement &&
    !['checkbox', 'radio', 'range', 'button', 'submit'].includes(target.type)
  );
}

/** Alt and an arrow opens a native list: there it stays the browser's. */
function isNative(target: EventTarget | null): boolean {
  return target instanceof HTMLSelectElement;
}

/** Keys that also work while a dialog is open: an offer does not wait for it. */
const OVER_DIALOGS: ReadonlySet<Action> = new Set(['offer', 'accept', 'palette']);

/** Listens for all keys of the desk. To be used once. */
export function useKeyListener(): void {
  const { store } = useDeskContext();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || isNative(event.target)) return;
      const chord = chordOf(event);
      if (chord === null) return;
      const action = actionOf(chord, store.getState().settings.shortcuts, isTyping(event.target));
      if (action === null) return;
      if (document.querySelector('dialog[open]') !== null && !OVER_DIALOGS.has(action)) return;
      // An open menu has the letters to itself.
      if (event.target instanceof Element && event.target.closest('[role="menu"]') !== null) return;
      if (perform(action)) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
    };
  }, [store]);
}

/** The keys of an action for the eye, such as `Ctrl K`; undefined when it has none. */
export function useKeys(action: Action): string | undefined {
  const text = useDesk((state) => chordText(keysOf(action, state.settings.shortcuts)));
  return text === '' ? undefined : text;
}
