/**
 * Pages of other sites that may ask us (`ALLOWED_ORIGINS`): the answers to preflights, and the headers by which a
 * browser lets them read ours. Credentials stay off: such pages show a bearer token, and their cookies are ignored.
 */
import type { FastifyInstance } from 'fastify';
import { CORRELATION_HEADER } from './logging.ts';

/** How long (s) a browser may remember the answer to a preflight. */
const REMEMBER_SECONDS = 600;
const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE';
const EXPOSED = `${CORRELATION_HEADER}, retry-after`;
const MOST_HEADERS = 1_000;

/** Installs the headers for all routes; sockets have an answer of their own. */
export function useForeignOrigins(
  app: FastifyInstance,
  isAllowed: (origin: string | undefined) => boolean,
): void {
  app.addHook('onRequest', (request, reply, next) => {
    const { origin } = request.headers;
    if (origin === undefined || request.routeOptions.config.transport === true || !isAllowed(origin)) {
      next();
      return;
    }
    void reply
      .header('vary', 'Origin')
      .header('access-control-allow-origin', origin)
      .header('access-control-expose-headers', EXPOSED);
    const asked = request.headers['access-control-request-method'];
    if (request.method !== 'OPTIONS' || asked === undefined) {
      next();
      return;
    }
    const headers = request.headers['access-control-request-headers'] ?? '';
    void reply
      .header('access-control-allow-methods', METHODS)
      // Without credentials no header is dangerous; some desks of the family send odd ones.
      .header('access-control-allow-headers', headers.slice(0, MOST_HEADERS))
      .header('access-control-max-age', REMEMBER_SECONDS)
      .code(204)
      .send();
  });
}
