/** Who may keep an answer: nobody, unless the route says so. Most answers are about somebody. */
import type { FastifyInstance } from 'fastify';

/** Writes `Cache-Control: no-store` on every answer that has no word about caching of its own. */
export function useCaching(app: FastifyInstance): void {
  app.addHook('onSend', (_request, reply, _payload, next) => {
    if (reply.getHeader('cache-control') === undefined) void reply.header('cache-control', 'no-store');
    next();
  });
}
