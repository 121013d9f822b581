import type { PublishedTurn } from './messages.ts';

/** Puts the turns of an owner in order: what comes early waits, what comes again is dropped. */
export class TurnInbox {
  readonly #maxWaiting: number;
  readonly #waiting = new Map<number, PublishedTurn>();
  #term = 0;
  /** Number of the last turn that was taken. */
  #number = 0;
  /** The highest number that the owner is known to have published. */
  #head = 0;

  /** Keeps at most `maxWaiting` turns that cannot be taken yet; the owner has to send the others again. */
  constructor(maxWaiting: number) {
    this.#maxWaiting = maxWaiting;
  }

  /** The owner whose turns are taken. */
  get term(): number {
    return this.#term;
  }

  get number(): number {
    return this.#number;
  }

  /** Whether everything that is known to be published was taken. */
  get complete(): boolean {
    return this.#number >= this.#head;
  }

  /** Goes on after turn `number` of this owner: everything before is known from elsewhere. */
  begin(term: number, number: number): void {
    if (term !== this.#term) {
      this.#waiting.clear();
      this.#head = number;
      this.#number = number;
      this.#term = term;
      return;
    }
    for (let past = this.#number + 1; past <= number && this.#waiting.size > 0; past += 1) {
      this.#waiting.delete(past);
    }
    this.#number = Math.max(this.#number, number);
    this.#head = Math.max(this.#head, number);
  }

  /** A turn has arrived. */
  add(turn: PublishedTurn): void {
    this.saw(turn.number);
    if (turn.number <= this.#number || turn.number > this.#number + this.#maxWaiting) return;
    this.#waiting.set(turn.number, turn);
  }

  /** The owner has published up to this number. */
  saw(number: number): void {
    this.#head = Math.max(this.#head, number);
  }

  /** The next turn, when it is there. */
  take(): PublishedTurn | undefined {
    const next = this.#waiting.get(this.#number + 1);
    if (next === undefined) return undefined;
    this.#number += 1;
    this.#waiting.delete(this.#number);
    return next;
  }
}
