/**
 * Keys of the desk. Single letters and signs work outside of text fields only; the others everywhere. None is one
 * that a browser or a screen reader owns.
 */
import { useEffect, useRef } from 'react';
import { useDeskContext } from '../desk/desk-context.ts';
import { inOrder } from '../store/selectors.ts';

/** The keys, in the order of the sheet: key for the eye, name below `shortcuts.`. */
export const SHORTCUTS = [
  { keys: ['F2'], name: 'offer' },
  { keys: ['Alt', '↓'], name: 'next' },
  { keys: ['Alt', '↑'], name: 'previous' },
  { keys: ['Enter'], name: 'send' },
  { keys: ['Shift', 'Enter'], name: 'newLine' },
  { keys: ['Esc'], name: 'back' },
  { keys: ['?'], name: 'sheet' },
] as const;

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  );
}

function focusOffer(): boolean {
  const accept = document.querySelector<HTMLElement>('[data-offer="accept"]');
  if (accept === null) return false;
  accept.focus();
  return true;
}

/** Listens for the keys of the desk. */
export function useShortcuts({ onSheet }: { onSheet: () => void }): void {
  const { store, actions } = useDeskContext();
  /** Where the focus was before a key took it to an offer. */
  const before = useRef<HTMLElement | null>(null);
  const sheet = useRef(onSheet);
  useEffect(() => {
    sheet.current = onSheet;
  });
  useEffect(() => {
    const step = (by: 1 | -1) => {
      const order = inOrder(store.getState());
      const at = order.indexOf(store.getState().selected ?? '');
      const next = order[at === -1 ? 0 : (at + by + order.length) % order.length];
      if (next !== undefined) actions.open(next);
    };
    const back = () => {
      const active = document.activeElement;
      if (
        active instanceof HTMLElement &&
        active.closest('[data-task]') !== null &&
        before.current !== null
      ) {
        before.current.focus();
        before.current = null;
        return;
      }
      if (store.getState().contextOpen) actions.toggleContext();
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || document.querySelector('dialog[open]') !== null) return;
      const { key } = event;
      if (key === 'F2') {
        const active = document.activeElement;
        if (focusOffer()) {
          event.preventDefault();
          if (active instanceof HTMLElement && active.closest('[data-task]') === null)
            before.current = active;
        }
      } else if (
        event.altKey &&
        !event.ctrlKey &&
        !event.metaKey &&
        (key === 'ArrowDown' || key === 'ArrowUp')
      ) {
        event.preventDefault();
        step(key === 'ArrowDown' ? 1 : -1);
      } else if (key === 'Escape') back();
      else if (key === '?' && !isTyping(event.target)) {
        event.preventDefault();
        sheet.current();
      }
    };
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
    };
  }, [store, actions]);
}
