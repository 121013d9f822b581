/**
 * What keys do: whoever can carry an action out says so while it is on the screen, and the one listener of the
 * desk calls the last that did. A handler that answers false had nothing to do; then the key is the browser's.
 */
import { useEffect, useRef } from 'react';
import { useDeskContext } from '../desk-context.ts';
import { chordOf, writes } from './chord.ts';
import { goHome, hasHome, takesText } from '../../ui/focus-home.ts';
import { actionOf, type Writing } from './keymap.ts';
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

/** Alt and an arrow opens a native list: there it stays the browser's. */
function isNative(target: EventTarget | null): boolean {
  return target instanceof HTMLSelectElement;
}

/** Keys that also work while a dialog is open: an offer does not wait for it. */
const OVER_DIALOGS: ReadonlySet<Action> = new Set(['offer', 'accept', 'answerCall', 'palette']);

/** Where letters choose among what is there, or nothing behind can be reached. */
const OWN_LETTERS = '[role="menu"], [role="listbox"], dialog';

function isWithin(target: EventTarget | null, selector: string): boolean {
  return target instanceof Element && target.closest(selector) !== null;
}

/** A conversation that is open may have closed its field a moment ago, in the middle of a sentence. */
function writingAt(target: EventTarget | null, opened: boolean): Writing {
  if (takesText(target)) return 'here';
  return opened || hasHome() ? 'possible' : 'nowhere';
}

/** What presses a button, ticks a box or chooses a message is not text there. */
function isForControl(event: KeyboardEvent): boolean {
  return event.key === ' ' && isWithin(event.target, 'button, a, input, summary, [role="article"]');
}

/**
 * Whether a key begins or goes on with a text that would be lost, as no field has the focus. Dead keys and those of
 * an input method have no sign yet.
 */
function isText(event: KeyboardEvent): boolean {
  if (event.key === 'Dead' || event.key === 'Process') return true;
  const chord = chordOf(event);
  // AltGr writes signs, and counts as Ctrl+Alt on Windows.
  const signed = event.key.length === 1 && event.getModifierState('AltGraph');
  return signed || event.key === ' ' || (chord !== null && writes(chord));
}

/** Listens for all keys of the desk. To be used once. */
export function useKeyListener(): void {
  const { store } = useDeskContext();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || isNative(event.target)) return;
      const chord = chordOf(event);
      const { selected, settings } = store.getState();
      const writing = writingAt(event.target, selected !== null);
      const action = chord === null ? null : actionOf(chord, settings.shortcuts, writing);
      if (action === null) {
        const lost = writing === 'possible' && !isWithin(event.target, OWN_LETTERS) && !isForControl(event);
        // The browser writes it into the field that has the focus after this.
        if (lost && isText(event)) goHome();
        return;
      }
      if (document.querySelector('dialog[open]') !== null && !OVER_DIALOGS.has(action)) return;
      // An open menu has the keys to itself.
      if (isWithin(event.target, '[role="menu"]')) return;
      if (perform(action)) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
    };
  }, [store]);
}
