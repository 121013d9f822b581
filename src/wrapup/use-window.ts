/** Draws only those rows of a long list that can be seen. All rows are equally high. */
import { useLayoutEffect, useState, type RefObject } from 'react';

/** Rows drawn beyond both edges, so that scrolling shows no gap. */
const BEYOND = 6;
/** Where nothing can be measured, px. */
const ASSUMED = 320;

export type Window = {
  /** The first row that is drawn, and the one after the last. */
  from: number;
  to: number;
  onScroll: () => void;
  /** Scrolls as little as is needed to show a row. */
  show: (row: number) => void;
};

/** `rowRem` is the height of a row in rem. */
export function useWindow(box: RefObject<HTMLElement | null>, rows: number, rowRem: number): Window {
  const [view, setView] = useState({ top: 0, height: ASSUMED });
  const rowPx = () => rowRem * (Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16);
  const [row, setRow] = useState(rowRem * 16);
  const measure = () => {
    const element = box.current;
    if (element === null) return;
    const [top, height] = [element.scrollTop, element.clientHeight || ASSUMED];
    setRow(rowPx());
    setView((before) => (before.top === top && before.height === height ? before : { top, height }));
  };
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => {
      observer.disconnect();
    };
  }, []);
  return {
    from: Math.max(0, Math.floor(view.top / row) - BEYOND),
    to: Math.min(rows, Math.ceil((view.top + view.height) / row) + BEYOND),
    onScroll: measure,
    show: (index) => {
      const element = box.current;
      if (element === null) return;
      const [top, bottom] = [index * row, (index + 1) * row];
      if (top < element.scrollTop) element.scrollTop = top;
      else if (bottom > element.scrollTop + (element.clientHeight || ASSUMED)) {
        element.scrollTop = bottom - (element.clientHeight || ASSUMED);
      }
      measure();
    },
  };
}
