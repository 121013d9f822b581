/** How fast the estimate is lowered: 1 ms per second, as the owner's own clock follows its wall clock. */
const FOLLOWS_BY = 0.001;

/**
 * The owner's time as a follower knows it. Every message brings the time at which it was sent; the one that was
 * least on its way is nearest to the truth. It passes between two messages and never goes back, except when another
 * owner takes over whose clock is behind.
 */
export class OwnerClock {
  readonly #monotonic: () => number;
  #term = 0;
  /** Owner's time less that of the monotonic clock. */
  #ahead = 0;
  #heardAt = 0;
  #latest = 0;

  constructor(monotonic: () => number) {
    this.#monotonic = monotonic;
  }

  /** A message of the owner of this term was sent at `now`. */
  hear(term: number, now: number): void {
    const at = this.#monotonic();
    const ahead = now - at;
    if (term > this.#term) {
      this.#ahead = ahead;
      this.#latest = 0;
    } else {
      const least = this.#ahead - (at - this.#heardAt) * FOLLOWS_BY;
      this.#ahead = Math.max(ahead, least);
    }
    this.#term = term;
    this.#heardAt = at;
  }

  /** Epoch ms, whole. */
  now(): number {
    this.#latest = Math.max(this.#latest, Math.floor(this.#monotonic() + this.#ahead));
    return this.#latest;
  }
}
