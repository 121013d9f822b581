/** Draws of a long list only the rows in view and some around, so that two hundred conversations cost as much as twenty. */
import { useCallback, useLayoutEffect, useState, type RefObject } from 'react';

/** Lists up to here are drawn whole. */
const WHOLE = 30;
/** Rows drawn beyond either edge of what is in view. */
const AROUND = 4;
/** Where nothing is laid out (no window yet), as many rows as fill a tall one. */
const HEIGHT = 1200;
const ROW = 64;

export type RowWindow = {
  /** Indexes of the rows to draw, from `first` up to but without `end`. */
  first: number;
  end: number;
  /** Height of a row in CSS px, when rows are to be put in their places by hand; null: they follow each other. */
  rowHeight: number | null;
  onScroll: () => void;
  /** Brings a row into view. */
  reveal: (index: number) => void;
};

/** The window on a list of `count` rows of one height. `measure` changes when the height of a row may have. */
export function useWindow(list: RefObject<HTMLElement | null>, count: number, measure: string): RowWindow {
  const [view, setView] = useState({ top: 0, height: HEIGHT, row: ROW });
  const windowed = count > WHOLE;

  const look = useCallback(() => {
    const element = list.current;
    if (element === null) return;
    const row = element.querySelector<HTMLElement>('li')?.offsetHeight ?? 0;
    const next = {
      top: element.scrollTop,
      height: element.clientHeight === 0 ? HEIGHT : element.clientHeight,
      row: row === 0 ? ROW : row,
    };
    setView((before) =>
      Math.floor(before.top / before.row) === Math.floor(next.top / next.row) &&
      before.height === next.height &&
      before.row === next.row
        ? before
        : next,
    );
  }, [list]);

  useLayoutEffect(() => {
    const element = list.current;
    if (!windowed || element === null) return;
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, [list, windowed, look, measure]);

  const first = windowed ? Math.max(0, Math.floor(view.top / view.row) - AROUND) : 0;
  const end = windowed ? Math.min(count, Math.ceil((view.top + view.height) / view.row) + AROUND) : count;
  return {
    first: Math.min(first, count),
    end,
    rowHeight: windowed ? view.row : null,
    onScroll: look,
    reveal: (index) => {
      const element = list.current;
      if (!windowed || element === null) return;
      const at = index * view.row;
      if (at < element.scrollTop) element.scrollTop = at;
      else if (at + view.row > element.scrollTop + element.clientHeight) {
        element.scrollTop = at + view.row - element.clientHeight;
      }
    },
  };
}
