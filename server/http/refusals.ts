/**
 * How many refusals one address may collect. Whoever guesses keys, tokens or addresses is told "too many
 * requests" instead of "wrong" after a while, and learns nothing more.
 *
 * Only requests that prove nothing count, and only they are refused: an office or a proxy in which one program
 * guesses goes on working for all others.
 */
import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { recentlyUsed } from '../recently-used.ts';
import { ProtocolError } from '../../protocol/shared/errors.ts';
import type { ClientAddress } from './client-address.ts';
import { AddressLimit } from './keyed-limit.ts';

/** Tests and tools run on the machine itself. */
const LOCAL_FACTOR = 5;
/** Keys that were right are known for so long (ms) at the address that showed them. */
const KNOWN_MS = 12 * 3_600_000;
const MOST_KNOWN = 20_000;
const MOST_SPENT = 50_000;

export type Refusals = {
  /** One more refusal of somebody who has proved nothing. */
  count(client: ClientAddress): Promise<void>;
  /** How long (ms) an address has to wait that has had too many; else 0. */
  waitOf(client: ClientAddress): number;
  /**
   * Before a key is looked at that could be guessed. A key that was right at this address before may always be
   * looked at. @throws ProtocolError RATE_LIMITED
   */
  beforeKey(client: ClientAddress, key: string): void;
  /** The key was right. */
  rightKey(client: ClientAddress, key: string): void;
};

declare module 'fastify' {
  interface FastifyInstance {
    refusals: Refusals;
  }
  interface FastifyRequest {
    /** True once the request has shown who it comes from. */
    proven: boolean;
  }
}

/** Counts the refusals of all routes. @param perMinute 0: no limit */
export function useRefusals(app: FastifyInstance, perMinute: number): void {
  const limit = new AddressLimit(perMinute, LOCAL_FACTOR);
  const spent = recentlyUsed<string, number>(MOST_SPENT);
  const known = recentlyUsed<string, true>(MOST_KNOWN, { ttl: KNOWN_MS });
  const placeOf = ({ network }: ClientAddress, key: string) =>
    createHash('sha256').update(`${network}\n${key}`).digest('base64');

  const waitOf = ({ network }: ClientAddress) => Math.max(0, (spent.get(network) ?? 0) - performance.now());
  const refusals: Refusals = {
    async count(client) {
      const wait = await limit.use(client);
      if (wait > 0) spent.set(client.network, performance.now() + wait);
    },
    waitOf,
    beforeKey(client, key) {
      if (waitOf(client) > 0 && !known.has(placeOf(client, key))) throw new ProtocolError('RATE_LIMITED');
    },
    rightKey(client, key) {
      known.set(placeOf(client, key), true);
    },
  };
  app.decorate('refusals', refusals);
  app.decorateRequest('proven', false);
  app.addHook('onResponse', async (request, reply) => {
    if (!request.proven && isRefusal(reply.statusCode)) await refusals.count(request.clientAddress);
  });
}

/** Whether a status tells a guess from a hit. */
export function isRefusal(statusCode: number): boolean {
  return statusCode === 401 || statusCode === 403 || statusCode === 404;
}
