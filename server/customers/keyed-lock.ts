import { Mutex } from 'async-mutex';

/** One at a time per key; different keys do not wait for each other. */
export class KeyedLock {
  readonly #mutexes = new Map<string, Mutex>();

  /** Runs `work` once everything that was asked for before under this key is done. */
  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const mutex = this.#mutexes.get(key) ?? new Mutex();
    this.#mutexes.set(key, mutex);
    try {
      return await mutex.runExclusive(work);
    } finally {
      // Whoever waits has it by now; then it is still locked.
      if (!mutex.isLocked() && this.#mutexes.get(key) === mutex) this.#mutexes.delete(key);
    }
  }

  /** Keys that somebody works under now. */
  get size(): number {
    return this.#mutexes.size;
  }
}
