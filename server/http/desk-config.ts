/** What the desk has to know before anybody is signed in. */
import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';

/**
 * Where to sign in (the three values of keycloak-js), whether the demo's names may be shown, and which pages around the
 * desk's frame may give it a token.
 */
export type DeskConfig = {
  oidc: { url: string; realm: string; clientId: string };
  demo: boolean;
  embedOrigins: readonly string[];
  /** Which pages around hear what happens at the desk, and may command it. */
  crmOrigins: readonly string[];
  /** Other names of this machine under which the demo's pages stand: they may do both. */
  demoOrigins: readonly string[];
};

const deskConfig = z.object({
  oidc: z.object({ url: z.string(), realm: z.string(), clientId: z.string() }),
  demo: z.boolean(),
  embedOrigins: z.array(z.string()).readonly(),
  crmOrigins: z.array(z.string()).readonly(),
  demoOrigins: z.array(z.string()).readonly(),
});

/** What holds for whoever asks with these headers. */
export type DeskConfigFor = (headers: IncomingHttpHeaders) => DeskConfig;

/** Adds `GET /agent-manager/desk-config`. */
export function useDeskConfig(app: FastifyInstance, configFor: DeskConfigFor): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/agent-manager/desk-config',
    {
      schema: {
        tags: ['agent-manager'],
        summary: 'Where the desk signs people in. Needs no sign-in.',
        response: { 200: deskConfig },
      },
    },
    async (request, reply) => reply.header('cache-control', 'no-store').send(configFor(request.headers)),
  );
}

/**
 * The desk's page with the same words written into it, so that the desk need not ask for them. They are data, no
 * script: no policy has to allow them.
 */
export function withDeskConfig(page: string, config: DeskConfig): string {
  // No value may end the element it stands in.
  const json = JSON.stringify(config).replaceAll('<', '\\u003c');
  return page.replace(
    '</head>',
    () => `<script type="application/json" id="desk-config">${json}</script></head>`,
  );
}
