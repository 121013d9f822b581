/** A list of rows of one height. It stands where the browser has scrolled it to. */
import { BoundList, type Seen, type View } from './bound-list.ts';
import { evenLayout, type Keyed, type Layout } from './layout.ts';

export type EvenShape = {
  /** The height of a row in the box, px; 0 where nothing is laid out yet. */
  rowHeight: (box: HTMLElement) => number;
  /** What is assumed there, px. */
  assumed: { row: number; view: number };
};

type SeenRows = Seen & { top: number };

/** Rows drawn beyond the view on each side, and below which more are drawn. */
const DRAWN = 6;
const LEAST = 2;

export class EvenList<Row extends Keyed> extends BoundList<Row, SeenRows> {
  readonly #shape: EvenShape;
  #top = 0;
  #row: number;

  constructor(shape: EvenShape) {
    super(shape.assumed.view);
    this.#shape = shape;
    this.#row = shape.assumed.row;
  }

  layoutOf(rows: readonly Row[], version: number): Layout<Row> {
    return evenLayout(rows, this.#row, version);
  }

  viewOf(_layout: Layout<Row>, { top, height }: SeenRows): View {
    return { top, height };
  }

  /** Asks how high a row is now. */
  readonly remeasure = (): void => {
    if (this.element === null) return;
    const height = this.#shape.rowHeight(this.element) || this.#shape.assumed.row;
    if (height === this.#row) return;
    this.#row = height;
    this.version += 1;
    this.changed();
  };

  readonly reveal = (key: string): void => {
    const index = this.layout().indexOf(key);
    if (index === -1 || this.element === null) return;
    const above = index * this.#row;
    const below = above + this.#row - this.height;
    const { scrollTop } = this.element;
    this.#top = Math.max(below, Math.min(above, scrollTop));
    if (this.#top !== scrollTop) this.element.scrollTop = this.#top;
    this.changed();
  };

  protected look(): SeenRows {
    return { top: this.#top, height: this.height, version: this.version };
  }

  protected margins() {
    return { drawn: DRAWN * this.#row, least: LEAST * this.#row };
  }

  protected scrolled(scrollTop: number): void {
    this.#top = scrollTop;
  }

  protected resized(): void {
    this.remeasure();
  }

  protected attached(): void {}

  protected settle(): void {}

  protected measured(): void {}
}
