/** The browser's own `<dialog>` as a modal: it keeps the focus in and makes the rest inert; then the focus goes home. */
import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';
import { returnFocusSoon } from './focus-home.ts';

/**
 * For a dialog that is open as long as it is drawn: Escape and a click beside it call `onClose`. `first` selects what has
 * the focus in it at first.
 */
export function useModal(onClose: () => void, first?: string): RefObject<HTMLDialogElement | null> {
  const ref = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const dialog = ref.current;
    const opener = document.activeElement;
    if (dialog?.open === false) dialog.showModal();
    if (first !== undefined) dialog?.querySelector<HTMLElement>(first)?.focus();
    return () => {
      // Before it is taken out of the page: only then the browser lets the rest be used again at once.
      dialog?.close();
      returnFocusSoon(opener);
    };
  }, [first]);
  const latest = useRef(onClose);
  useEffect(() => {
    latest.current = onClose;
  });
  useEffect(() => {
    const dialog = ref.current;
    // What lies around the dialog counts as the dialog itself.
    const beside = (event: Event) => {
      if (event.target === dialog) latest.current();
    };
    const cancelled = (event: Event) => {
      event.preventDefault();
      latest.current();
    };
    dialog?.addEventListener('click', beside);
    dialog?.addEventListener('cancel', cancelled);
    return () => {
      dialog?.removeEventListener('click', beside);
      dialog?.removeEventListener('cancel', cancelled);
    };
  }, []);
  return ref;
}
