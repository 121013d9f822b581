import type { FastifyRequest } from 'fastify';

const PER_MINUTE = 300;
/** Tests and measurements sign a whole contact centre in at once. */
const PER_MINUTE_ON_LOOPBACK = 30_000;

/**
 * Attempts to sign in per address and minute (D4), as the route option of the rate-limit plug-in. A
 * whole office may sit behind one address. Guessing is held up by the lock long before.
 */
export const SIGN_IN_LIMIT = {
  rateLimit: {
    max: ({ clientAddress }: FastifyRequest) => (clientAddress.local ? PER_MINUTE_ON_LOOPBACK : PER_MINUTE),
    timeWindow: 60_000,
  },
};
