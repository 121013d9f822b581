/**
 * Services that desks of the family ask for and this contact centre has no use for: each has an answer that says why, by
 * its code, instead of the one for addresses that nobody knows.
 */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import * as z from 'zod/mini';
import { ProtocolError } from '../../../../protocol/shared/errors.ts';
import { permits, requirePermission } from '../../../identity/permits.ts';
import { requirePrincipal } from '../../../identity/require-principal.ts';
import type { GatewayContext } from '../../shared/context.ts';

/** A CIM event or message: only by which id it is known matters. */
const activity = z.looseObject({
  id: z.optional(z.string()),
  data: z.optional(z.looseObject({ id: z.optional(z.string()) })),
});
const kept = z.looseObject({ status: z.literal('ok'), messageId: z.string() });

export function familyServiceRoutes(instance: FastifyInstance, { identity, journal }: GatewayContext): void {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  const signedIn = { onRequest: requirePrincipal(identity) };

  app.post(
    '/conversation-manager/activities',
    {
      ...signedIn,
      schema: {
        tags: ['conversation-manager'],
        summary: 'What an agent has sent by /ccm/message/send: it is in the history already',
        body: activity,
        response: { 200: kept },
      },
    },
    async ({ principal, body }) => {
      requirePermission(principal, 'agent-conversation-control', 'view_initiate_chat');
      for (const id of [body.data?.id, body.id]) {
        if (id === undefined) continue;
        const [found] = await journal.findMessage(id);
        if (found !== undefined) return { status: 'ok' as const, messageId: id };
      }
      throw new ProtocolError('MESSAGE_NOT_FOUND', 'Nothing with this id was sent by /ccm/message/send.');
    },
  );
  app.get(
    '/ccm/social-media-post',
    {
      ...signedIn,
      schema: { tags: ['ccm'], summary: 'The post of a comment: there are no channels with posts' },
    },
    () => {
      throw new ProtocolError('NOT_FOUND', 'No channel here has posts.');
    },
  );
  for (const [method, url] of [
    ['POST', '/cim-customer/customerSchema'],
    ['PUT', '/cim-customer/customerSchema/:id'],
    ['DELETE', '/cim-customer/customerSchema/:id'],
    ['PUT', '/cim-customer/customerSchemaOrder'],
  ] as const) {
    app.route({
      method,
      url,
      ...signedIn,
      schema: { tags: ['cim-customer'], summary: 'Fields of customers: they come from the configuration' },
      handler: ({ principal }) => {
        const may = permits(principal, 'customer-schema', 'manage');
        throw new ProtocolError(
          may ? 'STATE_NOT_ALLOWED' : 'FORBIDDEN',
          'The fields of customers come from the configuration.',
        );
      },
    });
  }
}
