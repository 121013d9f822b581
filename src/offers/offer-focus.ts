/**
 * The way to an offer and back (L-A3). An offer never takes the focus; a key or a notification brings the agent there,
 * the same key or Escape back to where they were, and when an offer goes while it has the focus, so does the focus.
 */

import { returnFocus, takesText } from '../ui/focus-home.ts';

/** What had the focus before it went to an offer. */
let before: HTMLElement | null = null;

/** Whether the focus is on an offer. */
export function onOffer(): boolean {
  return document.activeElement?.closest('[data-task]') != null;
}

function acceptButtons(taskId: string | null): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-task] [data-accept]')].filter(
    (button) => taskId === null || button.closest<HTMLElement>('[data-task]')?.dataset.task === taskId,
  );
}

/** Moves the focus to an offer, the first by default. False when there is none on the screen. */
export function goToOffer(taskId: string | null = null): boolean {
  const button = acceptButtons(taskId).find((each) => each.checkVisibility());
  if (button === undefined) return false;
  const active = document.activeElement;
  if (active instanceof HTMLElement && !onOffer()) before = active;
  button.focus();
  return true;
}

/** Moves the focus back to where it was before. False when it was not on an offer. */
export function backFromOffer(): boolean {
  if (!onOffer()) return false;
  comeBack();
  return true;
}

function comeBack(): void {
  const place = before;
  before = null;
  if (place?.isConnected === true && takesText(place)) place.focus();
  else returnFocus(place);
}

/** An offer that had the focus is gone, and the focus with it. */
export function offerGone(): void {
  if (document.activeElement === null || document.activeElement === document.body) comeBack();
}
