/** How much one address may ask: generous, and fifty times as generous on the machine itself. */
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { ProtocolError } from '../../protocol/shared/errors.ts';
import { PassingStore } from './passing-store.ts';

const LOOPBACK_FACTOR = 50;
const WINDOW_MS = 60_000;

/**
 * Limits HTTP requests per address and minute; 0 switches the limit off. Refusals are 429 with `Retry-After`.
 * Sockets and sign-ins have limits of their own. A route opts out by `config: {rateLimit: false}`.
 */
export async function useRateLimits(app: FastifyInstance, perMinute: number): Promise<void> {
  if (perMinute === 0) return;
  await app.register(rateLimit, {
    timeWindow: WINDOW_MS,
    store: PassingStore,
    max: ({ clientAddress }) => (clientAddress.local ? perMinute * LOOPBACK_FACTOR : perMinute),
    keyGenerator: ({ clientAddress }) => clientAddress.network,
    errorResponseBuilder: () => new ProtocolError('RATE_LIMITED'),
  });
}
