/** `/docs`: OpenAPI, AsyncAPI and a page to browse both. Made when somebody asks, and then kept. */
import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { asyncApi } from './asyncapi.ts';
import type { AsyncApiDocument } from './asyncapi.ts';
import { docsPage } from './page.ts';
import type { OpenApiDocument } from './page.ts';
import { socketProtocols } from './socket-protocols.ts';
import { STYLE } from './style.ts';

/** The version of the published protocols. */
export const PROTOCOL_VERSION = '0.1.0';

/** Adds the pages. To be called before any route that is to be listed. */
export async function useDocs(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Agent desk: REST',
        version: PROTOCOL_VERSION,
        description:
          'Refusals are `{error: {code, message, correlationId}}` unless a protocol says otherwise. ' +
          'Pages of other sites may ask when their origin is in ALLOWED_ORIGINS: with a bearer token; ' +
          'cookies are ignored there.',
      },
    },
    transform: jsonSchemaTransform,
  });
  let sockets: AsyncApiDocument | undefined;
  const events = (): AsyncApiDocument => (sockets ??= asyncApi(socketProtocols, PROTOCOL_VERSION));
  let page: string | undefined;
  const schema = { hide: true };
  app.get('/docs', { schema }, (_request, reply) => {
    page ??= docsPage(app.swagger() as OpenApiDocument, events());
    return reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(page);
  });
  app.get('/docs/style.css', { schema }, (_request, reply) =>
    reply.header('cache-control', 'no-cache').type('text/css; charset=utf-8').send(STYLE),
  );
  app.get('/docs/openapi.json', { schema }, () => app.swagger());
  app.get('/docs/asyncapi.json', { schema }, () => events());
}
