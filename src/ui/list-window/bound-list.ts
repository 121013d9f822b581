/**
 * A list and the element that shows it. What is scrolled, resized and measured changes the list here, never while React
 * draws. React draws from what the list gives out as `seen`, which is never changed: there is another one then.
 */
import { flushSync } from 'react-dom';
import { spanBetween, type Keyed, type Layout, type Span } from './layout.ts';

/** What is seen of a list: from its beginning to the upper edge of the view, and the height of that, px. */
export type View = { top: number; height: number };

/** What every list is drawn from. */
export type Seen = {
  height: number;
  /** Of the heights of rows. */
  version: number;
};

export abstract class BoundList<Row extends Keyed, S extends Seen = Seen> {
  readonly #listeners = new Set<() => void>();
  readonly #sizes: ResizeObserver;
  #seen: S | null = null;
  /** The rows that are on the screen. */
  #drawn: Span = { from: 0, to: 0 };
  #drawnOf: Layout<Row> | null = null;
  protected element: HTMLElement | null = null;
  /** Height of the view, px. */
  protected height: number;
  /** How often heights of rows have changed. */
  protected version = 0;

  constructor(height: number) {
    this.height = height;
    this.#sizes = new ResizeObserver((changes) => {
      for (const { target, borderBoxSize } of changes) {
        if (!(target instanceof HTMLElement)) continue;
        if (target === this.element) this.#viewIs(target.clientHeight);
        else this.measured(target, borderBoxSize[0]?.blockSize ?? target.offsetHeight);
      }
      this.resized();
      if (this.isNews()) this.changed();
    });
  }

  /** The list as it is now. */
  protected abstract look(): S;
  /** How rows lie with the heights of a version. */
  abstract layoutOf(rows: readonly Row[], version: number): Layout<Row>;
  abstract viewOf(layout: Layout<Row>, seen: S): View;
  /** px drawn beyond the view on each side, and below which more is drawn. */
  protected abstract margins(): { drawn: number; least: number };
  /** The list has an element now. */
  protected abstract attached(element: HTMLElement): void;
  /** The element has been scrolled. */
  protected abstract scrolled(scrollTop: number): void;
  /** Something has another size. */
  protected abstract resized(): void;
  /** The rows are drawn, and may be measured. */
  protected abstract settle(): void;
  /** An observed row has this height. */
  protected abstract measured(row: HTMLElement, height: number): void;
  abstract readonly reveal: (key: string) => void;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly seen = (): S => (this.#seen ??= this.look());

  /** The rows to draw. */
  spanOf(layout: Layout<Row>, seen: S): Span {
    const { top, height } = this.viewOf(layout, seen);
    const { drawn } = this.margins();
    return spanBetween(layout, top - drawn, top + height + drawn);
  }

  readonly scroller = (element: HTMLElement | null): void => {
    this.element?.removeEventListener('scroll', this.#onScroll);
    if (this.element !== null) this.#sizes.unobserve(this.element);
    this.element = element;
    if (element === null) return;
    this.#viewIs(element.clientHeight);
    this.attached(element);
    element.addEventListener('scroll', this.#onScroll, { passive: true });
    this.#sizes.observe(element);
  };

  /** After each drawing. */
  drew(layout: Layout<Row>, drawn: Span): void {
    const known = this.#drawnOf;
    if (layout.rows !== known?.rows || layout.version > known.version) {
      this.#drawnOf = layout;
    }
    this.#drawn = drawn;
    this.settle();
    if (!this.#isCovered()) this.changed();
  }

  /** The layout of what is on the screen, with the heights as they are by now. */
  protected layout(): Layout<Row> {
    const known = this.#drawnOf;
    if (known !== null && known.version === this.version) return known;
    return (this.#drawnOf = this.layoutOf(known?.rows ?? [], this.version));
  }

  /** Observes the height of a row. Gives how to stop that. */
  protected observe(row: HTMLElement): () => void {
    this.#sizes.observe(row);
    return () => {
      this.#sizes.unobserve(row);
    };
  }

  protected changed(): void {
    this.#seen = this.look();
    for (const listener of this.#listeners) listener();
  }

  /** Whether something else is to be drawn than what is. */
  protected isNews(): boolean {
    return !this.#isCovered();
  }

  readonly #onScroll = (): void => {
    if (this.element === null) return;
    this.scrolled(this.element.scrollTop);
    // Drawn before the browser does: what scrolls into view is there when it is seen.
    if (this.isNews()) flushSync(() => this.changed());
  };

  #viewIs(height: number): void {
    if (height > 0) this.height = height;
  }

  /** Whether what is drawn covers the view with something to spare. */
  #isCovered(): boolean {
    const layout = this.layout();
    if (layout.rows.length === 0) return true;
    const { top, height } = this.viewOf(layout, this.look());
    const { least } = this.margins();
    const needed = spanBetween(layout, top - least, top + height + least);
    return needed.from >= this.#drawn.from && needed.to <= this.#drawn.to;
  }
}
