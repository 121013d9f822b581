/** Draws of a long list only the rows in view and some around: ten thousand cost as much as twenty. */
import { useLayoutEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { BoundList, Seen } from './bound-list.ts';
import { EvenList, type EvenShape } from './even-list.ts';
import type { Keyed, Layout, Span } from './layout.ts';

/** What is to be drawn of `rows` by this list. Nothing is changed while it is drawn. */
export function useDrawn<Row extends Keyed, S extends Seen>(
  list: BoundList<Row, S>,
  rows: readonly Row[],
  whole = 0,
): { layout: Layout<Row>; seen: S; span: Span } {
  const seen = useSyncExternalStore(list.subscribe, list.seen);
  const { version } = seen;
  const layout = useMemo(() => list.layoutOf(rows, version), [list, rows, version]);
  const span = rows.length > whole ? list.spanOf(layout, seen) : { from: 0, to: rows.length };
  useLayoutEffect(() => {
    list.drew(layout, span);
  });
  return { layout, seen, span };
}

export type EvenWindow = {
  /** For the element that scrolls. */
  scroller: (element: HTMLElement | null) => void;
  /** The rows to draw. */
  span: Span;
  /** Whether rows are left out: then each is put to where `top` says, in a box as high as `total`, px. */
  windowed: boolean;
  total: number;
  top: (index: number) => number;
  /** Brings a row into view, with as little movement as needed. */
  reveal: (key: string) => void;
};

/**
 * The part of rows of one height that is to be drawn. Lists of up to `whole` rows are drawn whole. `measure` changes when
 * the height of a row may have. The shape is that of the first time.
 */
export function useEvenWindow(
  rows: readonly Keyed[],
  shape: EvenShape,
  { whole = 0, measure = '' }: { whole?: number; measure?: string } = {},
): EvenWindow {
  const [list] = useState(() => new EvenList(shape));
  const { layout, span } = useDrawn(list, rows, whole);
  const windowed = rows.length > whole;
  useLayoutEffect(() => {
    list.remeasure();
  }, [list, windowed, measure]);
  const { scroller, reveal } = list;
  return { scroller, reveal, span, windowed, total: layout.top(rows.length), top: layout.top };
}
