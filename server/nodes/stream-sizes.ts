/** What a stream may hold (characters), and how many entries at least and at most. */
const MOST_CHARACTERS = 16_000_000;
const FEWEST = 32;
const MOST = 2_000;
/** How much the newest entry counts for the average. */
const WEIGHT = 0.05;

/** How many entries a stream may keep, so that its size stays bounded whatever is sent. */
export class StreamSizes {
  readonly #averages = new Map<string, number>();

  /** An entry of this length (characters) is added: so many entries may stay. */
  keep(key: string, length: number): number {
    const before = this.#averages.get(key) ?? length;
    const average = Math.max(1, before + (length - before) * WEIGHT);
    this.#averages.set(key, average);
    return Math.round(Math.min(MOST, Math.max(FEWEST, MOST_CHARACTERS / average)));
  }

  forget(key: string): void {
    this.#averages.delete(key);
  }
}
