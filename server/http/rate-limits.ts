/** How much one address may ask: generous, and fifty times as generous on the machine itself. */
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { ProtocolError } from '../../protocol/shared/errors.ts';
import { isLoopback } from '../settings.ts';

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
    max: (request) => (isLoopback(request.ip) ? perMinute * LOOPBACK_FACTOR : perMinute),
    keyGenerator: (request) => networkOf(request.ip),
    errorResponseBuilder: () => new ProtocolError('RATE_LIMITED'),
  });
}

/** An IPv6 customer owns a /64: one who changes addresses within it is still the same one. */
export function networkOf(address: string): string {
  if (!address.includes(':') || address.includes('.') || isLoopback(address)) return address;
  const [head = '', tail] = address.split('::');
  const start = head === '' ? [] : head.split(':');
  const end = tail === undefined || tail === '' ? [] : tail.split(':');
  const gap = tail === undefined ? 0 : 8 - start.length - end.length;
  return `${[...start, ...Array<string>(Math.max(gap, 0)).fill('0'), ...end].slice(0, 4).join(':')}::/64`;
}
