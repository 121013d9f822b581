/**
 * Addresses that show one bad sign-in after the other are refused before anything is verified. Good ones cost
 * nothing: a whole floor behind one address may reconnect at once.
 */
import { ProtocolError } from '../../../protocol/shared/errors.ts';
import type { ClientAddress } from '../../http/client-address.ts';
import { TokenBucket } from '../shared/rate-limit.ts';

/** Failures that one address may have: at once, and per second on average; the machine itself far more. */
const FAILURES = { atOnce: 30, perSecond: 0.5 };
const LOOPBACK_FACTOR = 50;
/** Addresses that are remembered; the oldest is forgotten first. */
const MOST_ADDRESSES = 10_000;

export class FailedHandshakes {
  readonly #buckets = new Map<string, TokenBucket>();

  /** @throws ProtocolError RATE_LIMITED when the address has failed too often */
  check({ network }: ClientAddress, now = Date.now()): void {
    if (this.#buckets.get(network)?.isEmpty(now) === true) throw new ProtocolError('RATE_LIMITED');
  }

  /** A sign-in from there was not good. */
  count(client: ClientAddress, now = Date.now()): void {
    const known = this.#buckets.get(client.network) ?? this.#remember(client, now);
    known.take(now);
  }

  #remember({ network, local }: ClientAddress, now: number): TokenBucket {
    const [oldest] = this.#buckets.keys();
    if (this.#buckets.size >= MOST_ADDRESSES && oldest !== undefined) this.#buckets.delete(oldest);
    const factor = local ? LOOPBACK_FACTOR : 1;
    const bucket = new TokenBucket(FAILURES.perSecond * factor, FAILURES.atOnce * factor, now);
    this.#buckets.set(network, bucket);
    return bucket;
  }
}
