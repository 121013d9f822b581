/** The latest turns of an owner as JSON, for followers that have missed some. */
export class TurnLog {
  readonly #maxTurns: number;
  readonly #maxCharacters: number;
  #texts: string[] = [];
  /** How many of `#texts`, from the front, are dropped already. */
  #dropped = 0;
  #characters = 0;
  /** Number of the last turn. */
  #number = 0;

  /** Keeps at most so many turns and characters. */
  constructor(maxTurns: number, maxCharacters: number) {
    this.#maxTurns = maxTurns;
    this.#maxCharacters = maxCharacters;
  }

  /** The next turn; its number is the last one's plus 1. */
  add(text: string): void {
    this.#number += 1;
    this.#texts.push(text);
    this.#characters += text.length;
    while (this.#kept > this.#maxTurns || (this.#characters > this.#maxCharacters && this.#kept > 1)) {
      this.#characters -= this.#texts[this.#dropped]?.length ?? 0;
      this.#texts[this.#dropped] = '';
      this.#dropped += 1;
    }
    // Not for every turn: shifting a long array costs more than it frees.
    if (this.#dropped > 1_000 && this.#dropped > this.#texts.length / 2) {
      this.#texts = this.#texts.slice(this.#dropped);
      this.#dropped = 0;
    }
  }

  /** The turns after number `after`, at most `limit`; null when the first of them is not kept any more. */
  after(after: number, limit: number): readonly string[] | null {
    const missing = this.#number - after;
    if (missing <= 0) return [];
    if (missing > this.#kept) return null;
    const from = this.#texts.length - missing;
    return this.#texts.slice(from, from + limit);
  }

  get #kept(): number {
    return this.#texts.length - this.#dropped;
  }
}
