/** A token bucket: so many at once, so many per second on average. */
export class TokenBucket {
  readonly #capacity: number;
  readonly #perMs: number;
  #tokens: number;
  #at: number;

  constructor(perSecond: number, atOnce: number, now: number) {
    this.#capacity = atOnce;
    this.#perMs = perSecond / 1000;
    this.#tokens = atOnce;
    this.#at = now;
  }

  /** Takes one if there is one. `now` is epoch ms (or any clock that only goes forward). */
  take(now: number): boolean {
    if (this.isEmpty(now)) return false;
    this.#tokens -= 1;
    return true;
  }

  /** Whether there is none to take. */
  isEmpty(now: number): boolean {
    const elapsed = Math.max(0, now - this.#at);
    this.#at = now;
    this.#tokens = Math.min(this.#capacity, this.#tokens + elapsed * this.#perMs);
    return this.#tokens < 1;
  }
}
