/** Refusals in the security log: every 401, 403 and 429 of every route, in one place. */
import type { FastifyInstance } from 'fastify';
import type { SecurityLog } from '../security-log.ts';
import { pathOf } from './logging.ts';

const REFUSALS: ReadonlySet<number> = new Set([401, 403, 429]);

const tenantOf = ({ tenant }: { tenant?: string }) => (tenant === undefined ? {} : { tenant });

/** Installs the lines; the person is named as far as a sign-in was verified by then. */
export function useRefusalLog(app: FastifyInstance, log: SecurityLog): void {
  app.addHook('onResponse', (request, reply, next) => {
    if (REFUSALS.has(reply.statusCode)) {
      const { principal } = request as { principal?: { username: string; userId: string } };
      log('access-refused', {
        username: principal?.username,
        userId: principal?.userId,
        client: { address: request.clientAddress.address, correlationId: request.id },
        way: 'http',
        reason: String(reply.statusCode),
        path: pathOf(request.url),
        ...tenantOf(request.routeOptions.config),
      });
    }
    next();
  });
}
