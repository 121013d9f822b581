import type { Timers } from '../../engine/follower/settings.ts';

type Waiting = { due: number; every: number | null; work: () => void };

/** Time that passes when the simulation says so. */
export class VirtualTime {
  readonly #waiting = new Set<Waiting>();
  #now = 0;

  readonly monotonic = (): number => this.#now;

  readonly timers: Timers = {
    every: (ms, work) => this.#wait({ due: this.#now + ms, every: ms, work }),
    after: (ms, work) => this.#wait({ due: this.#now + ms, every: null, work }),
  };

  /** Lets so many ms pass, and does in order what is due. */
  pass(ms: number): void {
    const until = this.#now + ms;
    for (let next = this.#next(until); next !== undefined; next = this.#next(until)) {
      this.#now = Math.max(this.#now, next.due);
      if (next.every === null) this.#waiting.delete(next);
      else next.due += next.every;
      next.work();
    }
    this.#now = until;
  }

  #wait(waiting: Waiting): () => void {
    this.#waiting.add(waiting);
    return () => this.#waiting.delete(waiting);
  }

  #next(until: number): Waiting | undefined {
    let next: Waiting | undefined;
    for (const waiting of this.#waiting) {
      if (waiting.due <= until && (next === undefined || waiting.due < next.due)) next = waiting;
    }
    return next;
  }
}
