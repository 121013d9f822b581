import type { FollowerRequest, Settlement } from './messages.ts';

/** What the line of one follower does. */
type LineDuties = {
  /** Carries a request out. It is called once for each, in order. */
  run: (request: FollowerRequest) => void;
  /** Answers a request that was repeated, and so was not answered as far as its follower knows. */
  answer: (n: number, settlement: Settlement) => void;
};

/**
 * The requests of one follower, in the order in which it made them, each carried out once: what arrives early waits
 * for what is missing, what arrives again is answered from memory. What the follower has settled is forgotten, so
 * there is never more than what it may have open.
 */
export class RequestLine {
  readonly #duties: LineDuties;
  readonly #maxOpen: number;
  readonly #early = new Map<number, FollowerRequest>();
  readonly #settled = new Map<number, Settlement>();
  #floor = 0;
  #next: number | null = null;

  constructor(duties: LineDuties, maxOpen: number) {
    this.#duties = duties;
    this.#maxOpen = maxOpen;
  }

  /** The follower has sent these; what is before `floor` it has settled or given up. */
  take(floor: number, requests: readonly FollowerRequest[]): void {
    this.#forgetBefore(floor);
    let next = Math.max(this.#next ?? floor, floor);
    for (const request of requests) {
      const { n } = request;
      if (n < next) {
        const settlement = this.#settled.get(n);
        if (settlement !== undefined) this.#duties.answer(n, settlement);
      } else if (n < next + this.#maxOpen) {
        this.#early.set(n, request);
      }
    }
    for (let request = this.#early.get(next); request !== undefined; request = this.#early.get(next)) {
      this.#early.delete(next);
      next += 1;
      // Before it runs: an answer may come at once.
      this.#next = next;
      this.#duties.run(request);
    }
    this.#next = next;
  }

  /** What became of request `n`. */
  settle(n: number, settlement: Settlement): void {
    this.#settled.set(n, settlement);
  }

  #forgetBefore(floor: number): void {
    if (floor - this.#floor > this.#maxOpen) {
      // It does not continue where it was: nothing here has so large a range.
      this.#settled.clear();
      this.#early.clear();
    }
    for (let n = Math.max(this.#floor, floor - this.#maxOpen); n < floor; n += 1) {
      this.#settled.delete(n);
      this.#early.delete(n);
    }
    this.#floor = Math.max(this.#floor, floor);
  }
}
