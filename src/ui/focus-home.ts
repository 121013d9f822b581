/**
 * The focus home: the field in which the agent writes to the customer whose conversation is open. It is the one place
 * where the focus belongs when nothing else needs it. Three rules, and no component needs one of its own:
 *
 * - what takes the focus for a time (search, dialog, menu, panel) calls `returnFocus` when it closes;
 * - text that is typed while no field has the focus goes home (`takesText` says where it would be lost);
 * - the caret is where the agent left it, at the end of a text that the agent has not touched yet.
 */
import { useLayoutEffect, type RefObject } from 'react';

type Field = HTMLTextAreaElement;

/** The last one that came is the home. */
let homes: readonly Field[] = [];
/** Where the caret was when a field lost the focus: a browser that gives the focus back forgets it. */
const carets = new WeakMap<Field, readonly [from: number, to: number]>();

/** By these the agent puts the caret somewhere. */
const TOUCHES = ['keydown', 'pointerdown', 'input'] as const;

/** Whether the pointer is a finger: there the on-screen keyboard is not opened unasked. */
export function isTouch(): boolean {
  return typeof matchMedia === 'function' && matchMedia('(pointer: coarse)').matches;
}

function homeField(): Field | null {
  return homes.findLast((field) => field.isConnected && !field.disabled) ?? null;
}

/** Whether this element takes text by itself. */
export function takesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.tagName === 'TEXTAREA' || target.tagName === 'SELECT') return true;
  return (
    target instanceof HTMLInputElement &&
    !['checkbox', 'radio', 'range', 'button', 'submit', 'reset', 'file', 'color', 'image'].includes(
      target.type,
    )
  );
}

/** Whether there is a home: a conversation is open in which can be written. */
export function hasHome(): boolean {
  return homeField() !== null;
}

/** Whether the focus is nowhere, as after its element has been removed. */
function isNowhere(): boolean {
  const { activeElement } = document;
  return activeElement === null || activeElement === document.body;
}

/** Whether a dialog makes the page behind it unusable. */
function isCovered(): boolean {
  return document.querySelector('dialog[open]') !== null;
}

/** Gives the home the focus with its caret. False when there is none that can have it. */
export function goHome(): boolean {
  const field = homeField();
  if (field === null || isCovered()) return false;
  // A browser gives the focus back from a dialog without a caret: then only a new focus brings it.
  const caret = carets.get(field) ?? [field.selectionStart, field.selectionEnd];
  if (document.activeElement === field) field.blur();
  field.focus({ preventScroll: true });
  field.setSelectionRange(...caret);
  carets.delete(field);
  return true;
}

/**
 * After something that had the focus has gone: when the focus is nowhere, at home without a caret, or back at what
 * opened it (`opener`), it goes home. Where there is no home it goes to the opener. When somebody has moved it
 * meanwhile it stays there.
 */
export function returnFocus(opener: Element | null = null): void {
  const { activeElement } = document;
  const free = isNowhere() || activeElement === opener || activeElement === homeField();
  if (!free) return;
  if (!isTouch() && goHome()) return;
  if (opener instanceof HTMLElement && opener.isConnected && isNowhere())
    opener.focus({ preventScroll: true });
}

/** The same, once what is going now has gone. */
export function returnFocusSoon(opener: Element | null = null): void {
  queueMicrotask(() => {
    returnFocus(opener);
  });
}

/** For what holds the focus as long as it is drawn. */
export function useReturningFocus(): void {
  useLayoutEffect(
    () => () => {
      returnFocusSoon();
    },
    [],
  );
}

/**
 * Makes a field the home as long as it is drawn. Its caret begins at the end of what stands there. It takes the focus
 * when it comes, unless the agent is writing somewhere else.
 */
export function useFocusHome(ref: RefObject<Field | null>): void {
  useLayoutEffect(() => {
    const field = ref.current;
    if (field === null) return;
    homes = [...homes, field];
    field.setSelectionRange(field.value.length, field.value.length);
    if (!isTouch() && !takesText(document.activeElement)) goHome();
    const remember = () => {
      if (!carets.has(field)) carets.set(field, [field.selectionStart, field.selectionEnd]);
    };
    const forget = () => {
      carets.delete(field);
    };
    field.addEventListener('blur', remember);
    for (const touch of TOUCHES) field.addEventListener(touch, forget);
    return () => {
      homes = homes.filter((each) => each !== field);
      field.removeEventListener('blur', remember);
      for (const touch of TOUCHES) field.removeEventListener(touch, forget);
    };
  }, [ref]);
}
