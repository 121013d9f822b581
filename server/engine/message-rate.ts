/** How many messages the contact centre may write in a second, and as many at once. */
export class MessageRate {
  #left = 0;
  #at = -Infinity;

  /** Takes one at `now` (ms). False when there is none left; `perSecond` undefined: there always is. */
  take(perSecond: number | undefined, now: number): boolean {
    if (perSecond === undefined) return true;
    const passed = Math.max(0, now - this.#at);
    this.#at = Math.max(this.#at, now);
    this.#left = Math.min(perSecond, this.#left + (passed * perSecond) / 1_000);
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
