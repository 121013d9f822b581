/**
 * Binds a `ListWindow` to a scrolling element whose content grows from its end (`flex-direction: column-reverse`):
 * the browser itself then keeps the end in view while rows come, images load, or the element changes its height.
 * Rows are in the ordinary flow between spacers, so what is drawn always stands right, measured or not.
 */
import { useCallback, useLayoutEffect, useState, useSyncExternalStore } from 'react';
import { flushSync } from 'react-dom';
import { ListWindow, type Span } from './list-window.ts';

/** Off by less than this is where it should be, px. */
const EXACT = 1;

export type BoundWindow = {
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
  /** As little movement as needed. */
  reveal: (key: string) => void;
  /** Keeps a row where it is while it changes its height. */
  hold: (key: string) => void;
};

/** Older rows are wanted when less than this is left before the beginning, px. */
const NEAR_BEGINNING = 600;

class Binding<Row extends { key: string }> {
  readonly list: ListWindow<Row>;
  #element: HTMLElement | null = null;
  #version = 0;
  /** The scroll position as last heard of or written. */
  #known = 0;
  readonly #listeners = new Set<() => void>();
  readonly #sizes: ResizeObserver;

  constructor(guess: (row: Row) => number) {
    this.list = new ListWindow(guess);
    this.#sizes = new ResizeObserver((changes) => {
      this.#resized(changes);
    });
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly version = (): number => this.#version;

  changed(): void {
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }

  /** Draws before the browser does: what scrolls into view is there when it is seen. */
  #changedNow(): void {
    flushSync(() => {
      this.changed();
    });
  }

  readonly scroller = (element: HTMLElement | null): void => {
    this.#element?.removeEventListener('scroll', this.#scrolled);
    if (this.#element !== null) this.#sizes.unobserve(this.#element);
    this.#element = element;
    if (element === null) return;
    this.list.setView(element.clientHeight);
    this.#known = element.scrollTop;
    element.addEventListener('scroll', this.#scrolled, { passive: true });
    this.#sizes.observe(element);
  };

  readonly row = (element: HTMLElement | null): (() => void) | undefined => {
    if (element === null) return undefined;
    this.#measure(element, element.getBoundingClientRect().height);
    this.#sizes.observe(element);
    return () => {
      this.#sizes.unobserve(element);
      // A row that scrolls away must not take the keyboard along.
      if (element.contains(document.activeElement)) this.#element?.focus({ preventScroll: true });
    };
  };

  #measured = false;

  #measure(element: HTMLElement, height: number): void {
    const key = element.dataset.row;
    if (key !== undefined && this.list.measured(key, height)) this.#measured = true;
  }

  readonly #scrolled = (): void => {
    if (this.#element === null) return;
    const wasAtEnd = this.list.atEnd;
    const wasNear = this.list.nearBeginning(NEAR_BEGINNING);
    this.#known = this.#element.scrollTop;
    this.list.scrolled(Math.max(0, -this.#known));
    const changed =
      !this.list.covered ||
      wasAtEnd !== this.list.atEnd ||
      wasNear !== this.list.nearBeginning(NEAR_BEGINNING);
    if (changed) this.#changedNow();
  };

  #resized(changes: readonly ResizeObserverEntry[]): void {
    for (const { target, borderBoxSize } of changes) {
      if (!(target instanceof HTMLElement)) continue;
      if (target === this.#element) this.list.setView(target.clientHeight);
      else this.#measure(target, borderBoxSize[0]?.blockSize ?? target.offsetHeight);
    }
    this.settle();
    const wasAtEnd = this.list.atEnd;
    this.list.rest();
    if (!this.list.covered || wasAtEnd !== this.list.atEnd) this.changed();
  }

  /** Takes over what has been measured and puts the element where the list says. */
  settle(): void {
    if (this.#measured) {
      this.#measured = false;
      this.list.relayout();
    }
    const element = this.#element;
    if (element === null) return;
    const actual = element.scrollTop;
    // Somebody may have scrolled since, and the event is still to come: it must not be taken back.
    const moved = Math.abs(actual - this.#known) > EXACT ? actual - this.#known : 0;
    const wanted = moved - this.list.distance;
    if (moved !== 0) this.list.scrolled(Math.max(0, -wanted));
    if (Math.abs(actual - wanted) > EXACT) element.scrollTop = wanted;
    this.#known = element.scrollTop;
  }

  /** What is asked for next counts from where the element is now. */
  forgetMoves(): void {
    if (this.#element !== null) this.#known = this.#element.scrollTop;
  }
}

/** The part of `rows` that is to be drawn. `guess` is a row's height before it has been measured, px. */
export function useListWindow<Row extends { key: string }>(
  rows: readonly Row[],
  guess: (row: Row) => number,
): BoundWindow {
  const [binding] = useState(() => new Binding(guess));
  useSyncExternalStore(binding.subscribe, binding.version);
  const { list } = binding;
  list.setRows(rows);
  const span = list.span();

  // After each drawing: what has just been measured may move what is below it.
  useLayoutEffect(() => {
    binding.settle();
    if (!list.covered) binding.changed();
  });
  const move = useCallback(
    (change: () => void) => {
      binding.forgetMoves();
      change();
      binding.changed();
    },
    [binding],
  );

  return {
    scroller: binding.scroller,
    row: binding.row,
    span,
    before: list.heightOf(0, span.from),
    after: list.heightOf(span.to, rows.length),
    atEnd: list.atEnd,
    nearBeginning: list.nearBeginning(NEAR_BEGINNING),
    toEnd: useCallback(() => {
      move(() => {
        list.toEnd();
      });
    }, [list, move]),
    show: useCallback(
      (key) => {
        binding.forgetMoves();
        const found = list.show(key);
        if (found) binding.changed();
        return found;
      },
      [binding, list],
    ),
    reveal: useCallback(
      (key) => {
        move(() => {
          list.reveal(key);
        });
      },
      [list, move],
    ),
    hold: useCallback(
      (key) => {
        list.hold(key);
      },
      [list],
    ),
  };
}
