/** The window on a list that grows at its end, like a chat. Its rows are in the ordinary flow, between spacers. */
import { useState } from 'react';
import type { Keyed, Span } from './layout.ts';
import { MeasuredList } from './measured-list.ts';
import { useDrawn } from './use-list-window.ts';

export type MeasuredWindow = {
  /** For the element that scrolls. */
  scroller: (element: HTMLElement | null) => void;
  /** For each row, which carries its key as `data-row`. */
  row: (element: HTMLElement | null) => (() => void) | undefined;
  /** The rows to draw, and what stands for the others, px. */
  span: Span;
  before: number;
  after: number;
  atEnd: boolean;
  /** Whether the list's beginning is near. */
  nearBeginning: boolean;
  toEnd: () => void;
  /** Puts a row into view. Gives false when there is none with this key. */
  show: (key: string) => boolean;
  /** The same, with as little movement as needed. */
  reveal: (key: string) => void;
  /** Keeps a row where it is while it changes its height. */
  hold: (key: string) => void;
};

/** The part of `rows` that is to be drawn. `guess` is a row's height before it has been measured, px. */
export function useMeasuredWindow<Row extends Keyed>(
  rows: readonly Row[],
  guess: (row: Row) => number,
): MeasuredWindow {
  const [list] = useState(() => new MeasuredList(guess));
  const { layout, seen, span } = useDrawn(list, rows);
  const { scroller, row, toEnd, show, reveal, hold } = list;
  return {
    scroller,
    row,
    span,
    before: layout.top(span.from),
    after: layout.top(rows.length) - layout.top(span.to),
    atEnd: list.atEnd(layout, seen),
    nearBeginning: list.nearBeginning(layout, seen),
    toEnd,
    show,
    reveal,
    hold,
  };
}
