/**
 * The built pages from `dist/web`: the desk at `/`, the customer's page at `/chat`, and their assets.
 *
 * Assets carry a hash in their name and are kept for a year; pages are asked for again each time, so that a new
 * version is there with the next reload. The build has put compressed copies beside the files.
 */
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** Where each page is found, and which file it is. */
const PAGES: readonly (readonly [path: string, file: string])[] = [
  ['/', 'index.html'],
  ['/chat', 'chat.html'],
];

const HASHED = /[/\\]assets[/\\]/;

/** Serves the pages in `webDir`. Loading a page never counts against the rate limit. */
export async function useWebFiles(app: FastifyInstance, webDir: string): Promise<void> {
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
  for (const [path, file] of PAGES) {
    app.get(path, { config, schema }, (_request, reply) => reply.sendFile(file));
  }
  app.get<{ Params: { '*': string } }>('/assets/*', { config, schema }, (request, reply) =>
    reply.sendFile(`assets/${request.params['*']}`),
  );
  app.get<{ Params: { file: string } }>(
    '/:file(^[\\w-]+\\.(?:js|svg|png|ico|webmanifest|txt)$)',
    { config, schema },
    (request, reply) => reply.sendFile(request.params.file),
  );
}
