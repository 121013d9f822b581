/** What the desk has to know before anybody is signed in. */
import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';

/** Where to sign in (the three values of keycloak-js), and whether the demo's names may be shown. */
export type DeskConfig = { oidc: { url: string; realm: string; clientId: string }; demo: boolean };

const deskConfig = z.object({
  oidc: z.object({ url: z.string(), realm: z.string(), clientId: z.string() }),
  demo: z.boolean(),
});

/** Adds `GET /agent-manager/desk-config`; `configFor` may look at the name under which it was asked. */
export function useDeskConfig(
  app: FastifyInstance,
  configFor: (headers: IncomingHttpHeaders) => DeskConfig,
): void {
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
