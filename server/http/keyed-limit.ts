/** So many per minute for each key: an address, an account, a session. */
import RateLimiterMemory from 'rate-limiter-flexible/lib/RateLimiterMemory.js';
import { ProtocolError } from '../../protocol/shared/errors.ts';
import type { ClientAddress } from './client-address.ts';

const WINDOW_S = 60;

/** The library rejects with this when there are no points left. */
type NoPoints = { msBeforeNext: number };

export class KeyedLimit {
  readonly #limiter: InstanceType<typeof RateLimiterMemory> | null;

  /** @param perMinute 0: no limit */
  constructor(perMinute: number) {
    this.#limiter = perMinute === 0 ? null : new RateLimiterMemory({ points: perMinute, duration: WINDOW_S });
  }

  /** Takes one. Returns 0, or the time (ms) until there is another when there is none. */
  async use(key: string): Promise<number> {
    try {
      await this.#limiter?.consume(key);
      return 0;
    } catch (noPoints) {
      // The library looks at the wall clock: when that was set back, the wait would be as much longer.
      return Math.min(Math.max(1, (noPoints as NoPoints).msBeforeNext), WINDOW_S * 1_000);
    }
  }

  /** Takes one. @throws ProtocolError RATE_LIMITED when there is none */
  async take(key: string): Promise<void> {
    if ((await this.use(key)) > 0) throw new ProtocolError('RATE_LIMITED');
  }
}

/** So many per minute for each client's address; more for this machine itself, where tests and tools run. */
export class AddressLimit {
  readonly #others: KeyedLimit;
  readonly #local: KeyedLimit;

  /** @param perMinute 0: no limit */
  constructor(perMinute: number, localFactor: number) {
    this.#others = new KeyedLimit(perMinute);
    this.#local = new KeyedLimit(perMinute * localFactor);
  }

  /** Takes one. Returns 0, or the time (ms) until there is another when there is none. */
  use({ network, local }: ClientAddress): Promise<number> {
    return (local ? this.#local : this.#others).use(network);
  }

  /** Takes one. @throws ProtocolError RATE_LIMITED when there is none */
  async take(client: ClientAddress): Promise<void> {
    if ((await this.use(client)) > 0) throw new ProtocolError('RATE_LIMITED');
  }
}
