/** What the requests of addresses are counted in: by time that passes, whatever the wall clock does. */
import type { FastifyRateLimitStore } from '@fastify/rate-limit';
import { recentlyUsed } from '../recently-used.ts';

type Window = { current: number; beganAt: number };
type Incremented = Parameters<FastifyRateLimitStore['incr']>[1];

/** Addresses that are counted; who has not asked for longest is forgotten first. */
const MOST_KEYS = 20_000;

/**
 * Counts in windows that begin with the first request of a key. The library's own store measures them by the wall clock:
 * set back by an hour, it would refuse an office for an hour.
 */
export class PassingStore implements FastifyRateLimitStore {
  readonly #windows = recentlyUsed<string, Window>(MOST_KEYS);

  incr(key: string, callback: Incremented, timeWindow: number): void {
    const now = performance.now();
    const known = this.#windows.get(key);
    const isOpen = known !== undefined && now - known.beganAt < timeWindow;
    const window = isOpen
      ? { current: known.current + 1, beganAt: known.beganAt }
      : { current: 1, beganAt: now };
    this.#windows.set(key, window);
    callback(null, { current: window.current, ttl: Math.ceil(timeWindow - (now - window.beganAt)) });
  }

  /** A route with a limit of its own counts by itself. */
  child(): PassingStore {
    return new PassingStore();
  }
}
