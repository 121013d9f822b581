/**
 * The built pages from `dist/web`: the desk at `/`, the customer's page at `/chat`, and their assets.
 *
 * Assets carry a hash in their name and are kept for a year; pages are asked for again each time, so that a new
 * version is there with the next reload. The build has put compressed copies beside the files.
 */
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

const HASHED = /[/\\]assets[/\\]/;

/**
 * Serves the pages in `webDir`. Loading a page never counts against the rate limit. A customer who names no
 * channel is sent to `defaultChannel`, the identifier of one, when there is one.
 */
export async function useWebFiles(
  app: FastifyInstance,
  webDir: string,
  defaultChannel: () => string | null,
): Promise<void> {
  await app.register(fastifyStatic, {
    root: webDir,
    serve: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      void reply.header(
        'cache-control',
        HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
    },
  });
  const config = { rateLimit: false } as const;
  const schema = { hide: true };
  app.get('/', { config, schema }, (_request, reply) => reply.sendFile('index.html'));
  app.get<{ Querystring: Record<string, unknown> }>('/chat', { config, schema }, (request, reply) => {
    const channel = 'channel' in request.query ? null : defaultChannel();
    if (channel === null) return reply.sendFile('chat.html');
    const query = new URL(request.url, 'http://here').searchParams;
    query.set('channel', channel);
    return reply.header('cache-control', 'no-store').redirect(`/chat?${query.toString()}`);
  });
  // Browsers ask for it without being told to; the pages that have an icon name it.
  app.get('/favicon.ico', { config, schema }, (_request, reply) =>
    reply.code(204).header('cache-control', 'public, max-age=86400').send(),
  );
  app.get<{ Params: { '*': string } }>('/assets/*', { config, schema }, (request, reply) =>
    reply.sendFile(`assets/${request.params['*']}`),
  );
  app.get<{ Params: { file: string } }>(
    '/:file(^[\\w-]+\\.(?:js|svg|png|ico|webmanifest|txt)$)',
    { config, schema },
    (request, reply) => reply.sendFile(request.params.file),
  );
}
