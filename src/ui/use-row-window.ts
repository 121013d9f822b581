/** Draws of a long list of rows of one height only those in view and some around: a thousand cost as much as twenty. */
import { useLayoutEffect, useState, type RefObject } from 'react';

/** Rows drawn beyond either edge of what is in view, so that scrolling shows no gap. */
const AROUND = 6;

type View = { top: number; height: number; row: number };

export type RowWindowOptions = {
  count: number;
  /** Lists up to here are drawn whole. */
  whole: number;
  /** Height of a row in the box, CSS px; 0 where nothing is laid out yet. */
  heightOf: (box: HTMLElement) => number;
  /** Heights of a row and of the box that are assumed where nothing is laid out, CSS px. */
  assumed: { row: number; height: number };
  /** Changes when the height of a row may have. */
  measure?: string;
};

export type RowWindow = {
  /** Indexes of the rows to draw, from `first` up to but without `end`. */
  first: number;
  end: number;
  /** Height of a row in CSS px, when rows are to be put in their places by hand; null: they follow each other. */
  rowHeight: number | null;
  onScroll: () => void;
  /** Brings a row into view, with as little movement as needed. */
  reveal: (index: number) => void;
};

function viewOf(box: HTMLElement, { heightOf, assumed }: RowWindowOptions): View {
  return {
    top: box.scrollTop,
    height: box.clientHeight === 0 ? assumed.height : box.clientHeight,
    row: heightOf(box) || assumed.row,
  };
}

/** A view that shows the same rows is the same view: nothing is drawn for it. */
function merged(before: View, now: View): View {
  const same =
    Math.floor(before.top / before.row) === Math.floor(now.top / now.row) &&
    before.height === now.height &&
    before.row === now.row;
  return same ? before : now;
}

function scrollTo(box: HTMLElement, top: number): void {
  box.scrollTop = top;
}

/** The window on the rows in `box`. */
export function useRowWindow(box: RefObject<HTMLElement | null>, options: RowWindowOptions): RowWindow {
  const { count, whole, heightOf, assumed, measure } = options;
  const [view, setView] = useState<View>({ top: 0, ...assumed });
  const windowed = count > whole;
  const look = () => {
    const element = box.current;
    if (element === null) return;
    setView((before) => merged(before, viewOf(element, options)));
  };

  // An observer is called once at the beginning, and then whenever the box has another size.
  useLayoutEffect(() => {
    const element = box.current;
    if (!windowed || element === null) return;
    const observer = new ResizeObserver(() => {
      setView((before) => merged(before, viewOf(element, { count, whole, heightOf, assumed })));
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, [box, windowed, count, whole, heightOf, assumed, measure]);

  const first = windowed ? Math.max(0, Math.floor(view.top / view.row) - AROUND) : 0;
  const end = windowed ? Math.min(count, Math.ceil((view.top + view.height) / view.row) + AROUND) : count;
  return {
    first: Math.min(first, count),
    end,
    rowHeight: windowed ? view.row : null,
    onScroll: look,
    reveal: (index) => {
      const element = box.current;
      if (!windowed || element === null) return;
      const height = element.clientHeight || assumed.height;
      const at = index * view.row;
      if (at < element.scrollTop) scrollTo(element, at);
      else if (at + view.row > element.scrollTop + height) scrollTo(element, at + view.row - height);
      look();
    },
  };
}
