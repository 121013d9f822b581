/**
 * A list that is always in order: the index behind waiting tasks, eligible agents and deadlines.
 *
 * Items lie in chunks of a few hundred. Finding is two binary searches; inserting and deleting move the items
 * of one chunk, which is a short copy of memory: in effect O(log n) up to millions.
 */

const CHUNK = 256;

/** Negative: `a` first; positive: `b` first; 0 only for the same item. */
export type Compare<T> = (a: T, b: T) => number;

/** Items in order, each once; an item's order must not change while it is in. */
export class SortedList<T> {
  readonly #compare: Compare<T>;
  readonly #chunks: T[][] = [];
  #size = 0;

  constructor(compare: Compare<T>) {
    this.#compare = compare;
  }

  get size(): number {
    return this.#size;
  }

  first(): T | undefined {
    return this.#chunks[0]?.[0];
  }

  /** The first item, in order, that `accept` says yes to. */
  find(accept: (item: T) => boolean): T | undefined {
    for (const chunk of this.#chunks) {
      for (const item of chunk) if (accept(item)) return item;
    }
    return undefined;
  }

  /** The first item at the place of `item` or after it, whether `item` is here or not. */
  firstFrom(item: T): T | undefined {
    const chunk = this.#chunks[this.#chunkOf(item)];
    return chunk?.[this.#placeIn(chunk, item)];
  }

  /** How many items stand before the place of `item`, whether it is here or not. */
  rank(item: T): number {
    const at = this.#chunkOf(item);
    let before = 0;
    for (let i = 0; i < at; i++) before += this.#chunks[i]?.length ?? 0;
    const chunk = this.#chunks[at];
    return chunk === undefined ? before : before + this.#placeIn(chunk, item);
  }

  insert(item: T): void {
    this.#size += 1;
    const last = this.#chunks.length - 1;
    const at = Math.min(this.#chunkOf(item), last);
    const chunk = this.#chunks[at];
    if (chunk === undefined) {
      this.#chunks.push([item]);
      return;
    }
    const place = this.#placeIn(chunk, item);
    if (place === chunk.length) chunk.push(item);
    else chunk.splice(place, 0, item);
    if (chunk.length > CHUNK) {
      // Items that come in order fill the last chunk: leave it nearly full instead of half empty.
      const keep = at === last && place === chunk.length - 1 ? CHUNK : CHUNK / 2;
      this.#chunks.splice(at + 1, 0, chunk.splice(keep));
    }
  }

  /** Takes `item` out; false when it is not here. Its order must be as it was when it was inserted. */
  delete(item: T): boolean {
    const at = this.#chunkOf(item);
    const chunk = this.#chunks[at];
    if (chunk === undefined) return false;
    const place = this.#placeIn(chunk, item);
    const found = chunk[place];
    if (found === undefined || this.#compare(found, item) !== 0) return false;
    if (place === 0) chunk.shift();
    else chunk.splice(place, 1);
    if (chunk.length === 0) this.#chunks.splice(at, 1);
    this.#size -= 1;
    return true;
  }

  *[Symbol.iterator](): Generator<T> {
    for (const chunk of this.#chunks) yield* chunk;
  }

  /** The chunk whose range reaches as far as `item`: the number of chunks when none does. */
  #chunkOf(item: T): number {
    let low = 0;
    let high = this.#chunks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const last = this.#chunks[middle]?.at(-1);
      if (last !== undefined && this.#compare(last, item) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #placeIn(chunk: readonly T[], item: T): number {
    let low = 0;
    let high = chunk.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const there = chunk[middle];
      if (there !== undefined && this.#compare(there, item) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
