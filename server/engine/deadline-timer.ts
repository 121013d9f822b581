/** A timer that sleeps at most this long (ms): after a suspended machine or a changed clock it looks again. */
const LONGEST_SLEEP = 30_000;

/**
 * Wakes the engine when the next deadline is due. The deadline itself is state, so a restart forgets none;
 * this only says when to look.
 */
export class DeadlineTimer {
  readonly #now: () => number;
  readonly #resolution: number;
  readonly #wake: () => void;
  #timer: NodeJS.Timeout | undefined;
  #wakesAt = Infinity;

  /** `resolution` (ms): deadlines this close together are carried out together, at most this late. */
  constructor(now: () => number, resolution: number, wake: () => void) {
    this.#now = now;
    this.#resolution = resolution;
    this.#wake = wake;
  }

  /** The next deadline has changed; null when there is none. */
  set(deadline: number | null): void {
    if (deadline === null) {
      this.stop();
      return;
    }
    const now = this.#now();
    // Waking early costs nothing but a look, so an earlier alarm is kept.
    const at = Math.min(Math.max(deadline, now + this.#resolution), now + LONGEST_SLEEP);
    if (this.#wakesAt <= at && this.#wakesAt > now) return;
    this.stop();
    this.#wakesAt = at;
    this.#timer = setTimeout(() => {
      this.stop();
      this.#wake();
    }, at - now);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#wakesAt = Infinity;
  }
}
