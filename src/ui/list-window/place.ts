/**
 * Where a list stands that grows at its end, like a chat: it is held by its end or by a row in view. Whatever is added
 * before that row, or is measured there, changes nothing about what is in view. Everything here is pure: a place is never
 * changed, there is another one.
 */
import type { View } from './bound-list.ts';
import { heightOfAll, type Layout } from './layout.ts';

export type Place =
  /** At the end, and follows it. */
  | { at: 'end' }
  /**
   * The upper edge of a row is so far above the lower edge of the view. The layout of that time says which row comes
   * next, should this one be gone.
   */
  | { at: 'row'; then: Layout; index: number; up: number };

export const END: Place = { at: 'end' };

/** This near to the end, in px, a list follows new rows. */
const NEAR_END = 48;
/** How high in the view the row stands that stands still, as a part of it. */
const ANCHOR = 0.7;
/** So far from the edge a row is that was brought into view, px. */
const EDGE = 8;

/** The row that holds a place; null: all of them are gone. */
function holding(layout: Layout, place: Extract<Place, { at: 'row' }>): { index: number; up: number } | null {
  let { up } = place;
  const { then } = place;
  for (let at = place.index; at < then.rows.length; at += 1) {
    const index = layout.indexOf(then.rows[at]?.key ?? '');
    if (index !== -1) return { index, up };
    // It is gone (an unread divider, say): the next one takes its place.
    up -= then.top(at + 1) - then.top(at);
  }
  return null;
}

/** How far the view is from the end, px. */
export function distanceOf(layout: Layout, place: Place): number {
  if (place.at === 'end') return 0;
  const total = heightOfAll(layout);
  const held = holding(layout, place);
  return held === null ? 0 : Math.max(0, total - layout.top(held.index) - held.up);
}

/** Whether the list is at its end, and follows. */
export function isAtEnd(layout: Layout, place: Place): boolean {
  return place.at === 'end' || holding(layout, place) === null;
}

export function viewOf(layout: Layout, place: Place, height: number): View {
  return { top: heightOfAll(layout) - distanceOf(layout, place) - height, height };
}

function byRow(layout: Layout, index: number, up: number): Place {
  return { at: 'row', then: layout, index, up };
}

/** Near the end is at the end. */
function following(layout: Layout, place: Place): Place {
  return distanceOf(layout, place) <= NEAR_END ? END : place;
}

/**
 * The place so far from the end. It is held not by the first row in view: when older ones come, that one may join their
 * group and lose its head. What changes above the row that holds it moves upwards, out of view.
 */
export function placeAt(layout: Layout, distance: number, height: number): Place {
  if (distance <= NEAR_END || layout.rows.length === 0) return END;
  const end = heightOfAll(layout);
  const index = layout.at(end - distance - height * ANCHOR);
  return byRow(layout, index, end - layout.top(index) - distance);
}

/** A row in the upper third of the view. */
export function placeShowing(layout: Layout, index: number, height: number): Place {
  return following(layout, byRow(layout, index, height * ANCHOR));
}

/** The same place, held by this row: it stays where it is while it changes its height, also at the end. */
export function placeHeldBy(layout: Layout, place: Place, index: number): Place {
  return byRow(layout, index, heightOfAll(layout) - layout.top(index) - distanceOf(layout, place));
}

/** Nothing changes its height any more: who has come to the end by that follows again. */
export function placeAtRest(layout: Layout, place: Place): Place {
  return following(layout, place);
}

/** The place with as little movement as needed to have a row in view; null: it is in view. */
export function placeRevealing(layout: Layout, place: Place, index: number, height: number): Place | null {
  const view = viewOf(layout, place, height);
  const top = layout.top(index);
  const bottom = layout.top(index + 1);
  if (top >= view.top && bottom <= view.top + height) return null;
  const up = top < view.top ? height - EDGE : Math.min(bottom - top + EDGE, height);
  return following(layout, byRow(layout, index, up));
}
