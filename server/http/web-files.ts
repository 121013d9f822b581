/**
 * The built pages from `dist/web`: the desk at `/`, the customer's page at `/chat`, their assets, and the widget
 * (`/widget.js` and what it fetches), which pages of other origins load.
 *
 * Assets carry a hash in their name and are kept for a year; pages are asked for again each time, so that a new
 * version is there with the next reload. The build has put compressed copies beside the files.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { URDU_LETTERS } from '../../protocol/shared/urdu-letters.ts';
import { keepAssets } from './kept-assets.ts';
import { withDeskConfig, type DeskConfigFor } from './desk-config.ts';

const HASHED = /[/\\](?:assets|widget)[/\\]/;
const LOADER = /[/\\]widget\.js(?:\.\w+)?$/;
const LETTERS = /^noto-sans-arabic-.*\.woff2$/;
const FOR_A_YEAR = 'public, max-age=31536000, immutable';
/** How long (s) a page may go on with the widget's loader before it asks whether there is a newer one. */
const LOADER_SECONDS = 300;

type WebFilesOptions = {
  defaultChannel: (headers: IncomingHttpHeaders) => string | null;
  deskConfig: DeskConfigFor;
  /** Value of the Content-Security-Policy of the customer's page. */
  chatPolicy: string;
};

/**
 * Serves the pages in `webDir`. Loading a page never counts against the rate limit. A customer who names no
 * channel is sent to `defaultChannel`, the identifier of one, when there is one. What the desk has to know first
 * (`deskConfig`) is written into its page.
 */
export async function useWebFiles(
  app: FastifyInstance,
  webDir: string,
  options: WebFilesOptions,
): Promise<void> {
  const { defaultChannel, deskConfig, chatPolicy } = options;
  await app.register(fastifyStatic, {
    root: webDir,
    serve: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      void reply.header('cache-control', keptFor(path));
    },
  });
  const config = { rateLimit: false } as const;
  const schema = { hide: true };
  const desk = readFileSync(join(webDir, 'index.html'), 'utf8');
  app.get('/', { config, schema }, (request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(withDeskConfig(desk, deskConfig(request.headers))),
  );
  app.get<{ Querystring: Record<string, unknown> }>('/chat', { config, schema }, (request, reply) => {
    const channel = 'channel' in request.query ? null : defaultChannel(request.headers);
    if (channel === null) return reply.header('content-security-policy', chatPolicy).sendFile('chat.html');
    const query = new URL(request.url, 'http://here').searchParams;
    query.set('channel', channel);
    return reply.header('cache-control', 'no-store').redirect(`/chat?${query.toString()}`);
  });
  // Browsers ask for it without being told to; the pages that have an icon name it.
  app.get('/favicon.ico', { config, schema }, (_request, reply) =>
    reply.code(204).header('cache-control', 'public, max-age=86400').send(),
  );
  app.get('/widget.js', { config, schema }, (_request, reply) => forEveryPage(reply).sendFile('widget.js'));
  app.get<{ Params: { '*': string } }>('/widget/*', { config, schema }, (request, reply) =>
    forEveryPage(reply).sendFile(`widget/${request.params['*']}`),
  );
  const assets = join(webDir, 'assets');
  const letters = (existsSync(assets) ? readdirSync(assets) : []).find((file) => LETTERS.test(file));
  if (letters !== undefined) {
    app.get(URDU_LETTERS, { config, schema }, (_request, reply) => reply.sendFile(`assets/${letters}`));
  }
  const kept = existsSync(assets) ? keepAssets(assets, FOR_A_YEAR) : null;
  app.get<{ Params: { '*': string } }>('/assets/*', { config, schema }, async (request, reply) => {
    const name = request.params['*'];
    if ((await kept?.(name, request, reply)) === true) return reply;
    return reply.sendFile(`assets/${name}`);
  });
  app.get<{ Params: { file: string } }>(
    '/:file(^[\\w-]+\\.(?:js|svg|png|ico|webmanifest|txt)$)',
    { config, schema },
    (request, reply) => reply.sendFile(request.params.file),
  );
}

function keptFor(path: string): string {
  if (HASHED.test(path)) return FOR_A_YEAR;
  return LOADER.test(path) ? `public, max-age=${LOADER_SECONDS}` : 'no-cache';
}

/** What other people's pages may load: it holds nothing that is not public, and it is fetched without cookies. */
function forEveryPage(reply: FastifyReply): FastifyReply {
  return reply
    .header('access-control-allow-origin', '*')
    .header('cross-origin-resource-policy', 'cross-origin');
}
