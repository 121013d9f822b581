/** A state whose JSON takes no longer than this (ms) may be written while work goes on. */
const UNNOTICED_MS = 15;

/** After this many times the usual number of events a snapshot is taken even when it is noticed. */
const OVERDUE = 10;

/**
 * Says when a snapshot is due. Making the JSON of a large state holds everything up, so a large one waits for
 * a quiet moment; only when none comes for very long it is made anyway.
 */
export class SnapshotClock {
  readonly #every: number;
  #events: number;
  #eventsAtLook = 0;
  #cost = 0;

  /** `every`: events between two snapshots; `events`: how many the newest one lacks already. */
  constructor(every: number, events: number) {
    this.#every = every;
    this.#events = events;
  }

  /** Events that the newest snapshot lacks. */
  get missing(): number {
    return this.#events;
  }

  count(events: number): void {
    this.#events += events;
  }

  /** Asked from time to time: whether to take one now. */
  look(): boolean {
    const quiet = this.#events === this.#eventsAtLook;
    this.#eventsAtLook = this.#events;
    if (this.#events < this.#every) return false;
    return quiet || this.#cost <= UNNOTICED_MS || this.#events >= this.#every * OVERDUE;
  }

  /** One was taken, and its JSON took `cost` ms. */
  taken(cost: number): void {
    this.#events = 0;
    this.#eventsAtLook = 0;
    this.#cost = cost;
  }
}
