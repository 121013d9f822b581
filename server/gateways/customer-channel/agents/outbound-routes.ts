/** `/ccm`: by which channels agents may write first, and single messages that leave no conversation open. */
import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type * as z from 'zod/mini';
import * as outbound from '../../../../protocol/customer-channel/outbound.ts';
import { ProtocolError } from '../../../../protocol/shared/errors.ts';
import { isReachable } from '../../../core/outbound.ts';
import { requirePermission } from '../../../identity/permits.ts';
import { requirePrincipal } from '../../../identity/require-principal.ts';
import { customerDocument } from '../../shared/cim-parties.ts';
import type { GatewayContext } from '../../shared/context.ts';
import { hidePersonal, seesPersonalData } from '../../shared/personal-data.ts';
import { submit } from '../../shared/refusals.ts';
import { readAgentMessage } from './agent-messages.ts';
import { writeFirst, type Begun } from './write-first.ts';

const schema = <T extends z.ZodMiniType>(summary: string, answer: T) => ({
  tags: ['ccm'],
  summary,
  response: { 200: answer },
});

export function outboundRoutes(instance: FastifyInstance, context: GatewayContext): void {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  const signedIn = { onRequest: requirePrincipal(context.identity) };

  app.get(
    '/ccm/channels',
    { ...signedIn, schema: schema('Channels; `outbound`: agents may write first by it', outbound.channels) },
    () =>
      context.directory().channels.map((channel) => ({
        id: channel.id,
        name: channel.name,
        serviceIdentifier: channel.serviceIdentifier,
        channelType: { id: channel.channelTypeId, name: channel.type, channelLogo: channel.logo },
        outbound: channel.connectorId !== null && isReachable(channel.type),
      })),
  );
  app.get(
    '/ccm/channels/defaultoutbound',
    {
      ...signedIn,
      schema: {
        ...schema(
          'The channel by which agents write first, by the id or name of its type',
          outbound.defaultChannel,
        ),
        querystring: outbound.channelTypeQuery,
      },
    },
    ({ query: { channelTypeId } }) => {
      const channel = context
        .directory()
        .channels.find(
          ({ connectorId, channelTypeId: id, type }) =>
            connectorId !== null &&
            isReachable(type) &&
            (id === channelTypeId || type === channelTypeId.toUpperCase()),
        );
      if (channel === undefined)
        throw new ProtocolError('NOT_FOUND', 'No channel of this type can be written by.');
      return { id: channel.id, name: channel.name, serviceIdentifier: channel.serviceIdentifier };
    },
  );
  app.post(
    '/ccm/message/send',
    {
      ...signedIn,
      schema: {
        ...schema(
          'One message to a customer; the conversation that it opens is closed at once',
          outbound.sent,
        ),
        body: outbound.singleMessage,
      },
    },
    async ({ principal, body }) => {
      requirePermission(principal, 'agent-conversation-control', 'view_initiate_chat');
      const { message, customerId } = readAgentMessage(context, principal, body);
      if (message.body === null) throw new ProtocolError('VALIDATION', 'body: is missing');
      const begun = await writeFirst(context, { agentId: principal.userId, message, customerId });
      await close(context, principal.userId, begun);
      const customer = customerDocument(begun.customer.id, begun.customer);
      return {
        status: 'ok' as const,
        messageId: message.givenId,
        conversationId: begun.conversationId,
        channelSessionId: begun.sessionId,
        additionalDetails: { customer: seesPersonalData(principal) ? customer : hidePersonal(customer) },
      };
    },
  );
}

/** A conversation that was going on before goes on. */
async function close({ engine }: GatewayContext, agentId: string, begun: Begun): Promise<void> {
  if (begun.isJoined) return;
  await submit(engine, {
    id: randomUUID(),
    type: 'conversation.end',
    conversationId: begun.conversationId,
    by: { kind: 'AGENT', agentId },
    wrapUp: false,
  });
}
