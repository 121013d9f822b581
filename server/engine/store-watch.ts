import { StoreUnavailableError } from './errors.ts';

/** Why the store counts as unavailable: an append takes too long, the lease or the recovery fails. */
type Trouble = 'append' | 'lease' | 'recovery';

/** What the watch acts upon. */
type WatchDuties = {
  /** Refuses everything at once, what waits included. */
  suspend: (error: StoreUnavailableError) => void;
  /** Takes commands in again. */
  resume: () => void;
  /** Tries to write. */
  probe: () => Promise<void>;
  /** An append that takes longer than this (ms) is not waited for by those who asked. */
  answerMs: number;
};

/** Whoever asks again within this time (ms) gets the same answer: probing costs a write. */
const PROBE_EVERY_MS = 1_000;

/** Knows whether the store can be written, and keeps nobody waiting while it cannot. */
export class StoreWatch {
  readonly #duties: WatchDuties;
  readonly #troubles = new Map<Trouble, StoreUnavailableError>();
  #probe: { at: number; result: Promise<void> } | null = null;

  constructor(duties: WatchDuties) {
    this.#duties = duties;
  }

  /** From now on everything is refused, until the same trouble is `over`. */
  begin(trouble: Trouble, cause: unknown): void {
    const error = new StoreUnavailableError(cause);
    this.#troubles.set(trouble, error);
    this.#duties.suspend(error);
  }

  over(trouble: Trouble): void {
    if (this.#troubles.delete(trouble) && this.#troubles.size === 0) this.#duties.resume();
  }

  /** Waits for an append; when it takes too long, those who wait for it are answered meanwhile. */
  async append(work: () => Promise<void>): Promise<void> {
    const late = setTimeout(
      () => this.begin('append', new Error('The store has not answered in time.')),
      this.#duties.answerMs,
    );
    try {
      await work();
    } finally {
      clearTimeout(late);
      this.over('append');
    }
  }

  /** Rejects when the store cannot be written now. */
  check(): Promise<void> {
    const [error] = this.#troubles.values();
    if (error !== undefined) return Promise.reject(error);
    const now = performance.now();
    if (this.#probe === null || now - this.#probe.at > PROBE_EVERY_MS) {
      this.#probe = { at: now, result: this.#duties.probe() };
      this.#probe.result.catch(() => {});
    }
    return this.#probe.result;
  }
}
