/**
 * Which rows of a long list are drawn, and where the list stands. Everything is measured from the END of the list:
 * older rows, guesses about them, and pages that are added before them change nothing about what is in view, and
 * whoever is at the end stays there whatever happens, without anybody having to scroll.
 *
 * Away from the end, a row in the upper part of the view is the anchor: what changes below it moves the scroll
 * position by as much, so that it stands still. No DOM here; `use-list-window.ts` binds it to an element.
 */

/** One row, as far as the window cares. */
type Keyed = { key: string };

/** Where the list stands: at its end, or with the upper edge of a row so far above the lower edge of the view. */
type Place = { key: string; up: number } | null;

export type Span = { from: number; to: number };

/** This near to the end, in px, the list follows new rows. */
const NEAR_END = 48;
/** So much more than the view is drawn on each side, px. */
const MARGIN = 480;
/** When less than this is drawn beyond the view, px, more is drawn. */
const LEAST_MARGIN = 160;
/** How high in the view the row stands that stands still, as a part of it. */
const ANCHOR = 0.7;
/** The height of a view that has none yet, px. */
const UNSEEN = 640;

export class ListWindow<Row extends Keyed> {
  readonly #guess: (row: Row) => number;
  readonly #heights = new Map<string, number>();
  #rows: readonly Row[] = [];
  /** For each row, how far its lower edge is above the end of the list; one more for the list's beginning. */
  #below: Float64Array = new Float64Array(1);
  #indexes: Map<string, number> | null = null;
  #place: Place = null;
  #view = UNSEEN;
  #drawn: Span = { from: 0, to: 0 };

  constructor(guess: (row: Row) => number) {
    this.#guess = guess;
  }

  /** Whether the list is at its end, and follows. */
  get atEnd(): boolean {
    return this.#place === null;
  }

  /** px of all rows. */
  get total(): number {
    return this.#top(0);
  }

  /** How far the view is from the end, px. */
  get distance(): number {
    const index = this.#place === null ? -1 : this.indexOf(this.#place.key);
    if (this.#place === null || index === -1) return 0;
    return Math.max(0, this.#top(index) - this.#place.up);
  }

  setRows(rows: readonly Row[]): void {
    if (rows === this.#rows) return;
    const anchor = this.#place;
    const before = this.#rows;
    this.#rows = rows;
    this.#indexes = null;
    this.#layOut();
    if (anchor !== null && this.indexOf(anchor.key) === -1) this.#place = this.#nearest(before, anchor);
  }

  /** The row of the anchor is gone (an unread divider, say): the next one that is still there takes its place. */
  #nearest(before: readonly Row[], anchor: { key: string; up: number }): Place {
    const gone = before.findIndex((row) => row.key === anchor.key);
    let { up } = anchor;
    for (let i = gone; i < before.length && i >= 0; i += 1) {
      const row = before[i];
      if (row === undefined) break;
      if (this.indexOf(row.key) !== -1) return { key: row.key, up };
      up -= this.#heightOf(row);
    }
    return null;
  }

  /** Where a row stands; -1 when there is none with this key. */
  indexOf(key: string): number {
    this.#indexes ??= new Map(this.#rows.map((row, index) => [row.key, index]));
    return this.#indexes.get(key) ?? -1;
  }

  #heightOf(row: Row): number {
    return this.#heights.get(row.key) ?? this.#guess(row);
  }

  #layOut(): void {
    const count = this.#rows.length;
    const below = this.#below.length === count + 1 ? this.#below : new Float64Array(count + 1);
    let sum = 0;
    for (let i = count - 1; i >= 0; i -= 1) {
      const row = this.#rows[i];
      below[i] = sum;
      if (row !== undefined) sum += this.#heightOf(row);
    }
    below[count] = sum;
    this.#below = below;
  }

  /** How far the upper edge of a row is above the end. */
  #top(index: number): number {
    const count = this.#rows.length;
    return (index === 0 ? this.#below[count] : this.#below[index - 1]) ?? 0;
  }

  /** The row that covers what is `distance` px above the end. */
  #at(distance: number): number {
    let low = 0;
    let high = this.#rows.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#below[middle] ?? 0) > distance) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** A row has been measured. Gives whether that is news. */
  measured(key: string, height: number): boolean {
    if (height <= 0 || Math.abs((this.#heights.get(key) ?? -1) - height) < 0.05) return false;
    this.#heights.set(key, height);
    return true;
  }

  /** Whether this row has ever been measured. */
  knows(key: string): boolean {
    return this.#heights.has(key);
  }

  /** After rows have been measured. */
  relayout(): void {
    this.#layOut();
  }

  /** The view has this height now, px. */
  setView(height: number): void {
    if (height > 0) this.#view = height;
  }

  /** Somebody has scrolled to `distance` px from the end. */
  scrolled(distance: number): void {
    this.#place = distance <= NEAR_END ? null : this.#anchorAt(distance);
  }

  /**
   * Not the first row in view: when older ones come, that one may join their group and lose its head. What changes
   * above the anchor moves upwards, out of view.
   */
  #anchorAt(distance: number): Place {
    const index = this.#at(distance + this.#view * ANCHOR);
    const row = this.#rows[index];
    return row === undefined ? null : { key: row.key, up: this.#top(index) - distance };
  }

  /** To the end, and follow. */
  toEnd(): void {
    this.#place = null;
  }

  /** Puts a row into the upper third of the view. Gives false when there is none with this key. */
  show(key: string): boolean {
    if (this.indexOf(key) === -1) return false;
    this.#place = { key, up: this.#view * 0.7 };
    if (this.distance <= NEAR_END) this.#place = null;
    return true;
  }

  /** Keeps a row where it is while it changes its height, also at the end. */
  hold(key: string): void {
    const index = this.indexOf(key);
    if (index !== -1) this.#place = { key, up: this.#top(index) - this.distance };
  }

  /** Nothing changes its height any more: who has come to the end by that follows again. */
  rest(): void {
    if (this.distance <= NEAR_END) this.#place = null;
  }

  /** Makes as little movement as needed to have a row in view. */
  reveal(key: string): void {
    const index = this.indexOf(key);
    const { distance } = this;
    const top = this.#top(index);
    const bottom = this.#below[index] ?? 0;
    if (index === -1 || (top <= distance + this.#view && bottom >= distance)) return;
    const up = top > distance + this.#view ? this.#view - 8 : Math.min(top - bottom + 8, this.#view);
    this.#place = { key, up };
    if (this.distance <= NEAR_END) this.#place = null;
  }

  /** Whether the beginning of the list is near. */
  nearBeginning(within: number): boolean {
    return this.total - this.distance - this.#view < within;
  }

  /** Whether what is drawn covers the view with something to spare. */
  get covered(): boolean {
    if (this.#rows.length === 0) return true;
    const { distance } = this;
    const low = this.#at(Math.max(0, distance - LEAST_MARGIN));
    const high = this.#at(distance + this.#view + LEAST_MARGIN);
    return high >= this.#drawn.from && low < this.#drawn.to;
  }

  /** The rows to draw now. */
  span(): Span {
    if (this.#rows.length === 0) this.#drawn = { from: 0, to: 0 };
    else {
      const { distance } = this;
      const from = this.#at(distance + this.#view + MARGIN);
      const to = this.#at(Math.max(0, distance - MARGIN)) + 1;
      this.#drawn = { from, to };
    }
    return this.#drawn;
  }

  /** px of the rows from `from` up to, not including, `to`. */
  heightOf(from: number, to: number): number {
    return from >= to ? 0 : this.#top(from) - (this.#below[to - 1] ?? 0);
  }
}
