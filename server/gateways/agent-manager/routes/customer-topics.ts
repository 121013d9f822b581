/** `/conversation-manager`: whom a conversation is about, whose past becomes whose, and what is known of a conversation. */
import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type * as z from 'zod/mini';
import * as care from '../../../../protocol/agent-manager/customer-care.ts';
import { idParams } from '../../../../protocol/agent-manager/rest.ts';
import { customer as customerAnswer } from '../../../../protocol/agent-manager/rest-services.ts';
import { ProtocolError } from '../../../../protocol/shared/errors.ts';
import { lookup } from '../../../core/lookup.ts';
import { agentIn } from '../../../core/participant.ts';
import { labelPriority } from '../../../customers/label-priority.ts';
import { requirePermission } from '../../../identity/permits.ts';
import { requirePrincipal, requireReading } from '../../../identity/require-principal.ts';
import { customerDocument } from '../../shared/cim-parties.ts';
import type { GatewayContext } from '../../shared/context.ts';
import { submit } from '../../shared/refusals.ts';

const schema = <T extends z.ZodMiniType>(summary: string, answer: T) => ({
  tags: ['conversation-manager'],
  summary,
  response: { 200: answer },
});

export function customerTopicRoutes(instance: FastifyInstance, context: GatewayContext): void {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  const { engine, customerCare, pastWork } = context;
  const signedIn = { onRequest: requirePrincipal(context.identity) };
  const forReaders = { onRequest: requireReading(context.identity) };

  app.put(
    '/conversation-manager/customer-topics/:id/update-customer',
    {
      ...signedIn,
      schema: {
        ...schema('Whom the conversation is about; naming who came takes it back', customerAnswer),
        params: idParams,
        body: care.updateCustomerInput,
      },
    },
    async ({ principal, params, body }) => {
      requirePermission(principal, 'customer', 'manage_in_conversation');
      const customer = await customerCare.find(body._id);
      if (customer === undefined) throw new ProtocolError('NOT_FOUND', 'There is no such customer.');
      const conversationId = params.id;
      await submit(
        engine,
        {
          id: randomUUID(),
          type: 'customer.link',
          agentId: principal.userId,
          conversationId,
          customerId: customer.id,
          labelPriority: await labelPriority(context, customer),
        },
        { customers: { [customer.id]: customer } },
      );
      const visitorId = await engine.read(
        ({ world }) => lookup(world.state.conversations, conversationId)?.visitorId ?? null,
      );
      if (visitorId === null) await customerCare.merge(customer.id, null);
      else await customerCare.merge(visitorId, customer.id);
      return customerDocument(customer.id, customer);
    },
  );
  app.put(
    '/conversation-manager/customer-topics/update-past-conversations',
    {
      ...signedIn,
      schema: {
        ...schema(
          "Gives a customer's past conversations to another; the other way round, back",
          care.movedPast,
        ),
        body: care.movePastInput,
      },
    },
    async ({ principal, body }) => {
      requirePermission(principal, 'customer', 'manage_in_conversation');
      const { currentCustomer: from, newCustomer: to } = body;
      const [one, other] = await Promise.all([customerCare.find(from), customerCare.find(to)]);
      if (one === undefined || other === undefined) {
        throw new ProtocolError('NOT_FOUND', 'There is no such customer.');
      }
      // The agent has said in a conversation that the two are one.
      const isAtHand = await engine.read(({ world }) =>
        Object.values(world.state.conversations).some(
          (conversation) =>
            agentIn(conversation, principal.userId) !== undefined &&
            [conversation.customerId, conversation.visitorId].some((id) => id === from || id === to),
        ),
      );
      if (!isAtHand) requirePermission(principal, 'customer', 'manage');
      return { moved: await customerCare.movePast(from, to, principal.userId, engine.now()) };
    },
  );
  app.get(
    '/conversation-manager/customer-topics/:id/conversation-data',
    {
      ...forReaders,
      schema: {
        ...schema('What is known of an open conversation besides what is said', care.conversationData),
        params: idParams,
      },
    },
    async ({ principal, params }) => {
      const found = await engine.read(({ world: { state }, records, now }) => {
        const conversation = lookup(state.conversations, params.id);
        if (conversation === undefined) return undefined;
        const readers = [principal.userId, ...(principal.orElse ?? [])];
        const self = readers.map((id) => agentIn(conversation, id)).find((one) => one !== undefined);
        if (self === undefined) return null;
        const task = lookup(state.tasks, self.taskId ?? '');
        const session = records.session(conversation.sessionIds[0] ?? '');
        return {
          state: conversation.state,
          since: conversation.createdAt,
          queue: task?.queueId == null ? null : (lookup(state.config.queues, task.queueId)?.name ?? null),
          direction: task?.direction ?? null,
          priority: task?.priority ?? null,
          waitedSeconds:
            task === undefined ? null : Math.round(((task.acceptedAt ?? now) - task.enqueuedAt) / 1000),
          additionalAttributes: session?.additionalAttributes ?? [],
        };
      });
      if (found === undefined) {
        const past = await pastWork.customerOfConversation(params.id);
        throw new ProtocolError(past === undefined ? 'CONVERSATION_NOT_FOUND' : 'TOPIC_CLOSED');
      }
      if (found === null) throw new ProtocolError('NOT_A_PARTICIPANT');
      return { conversationId: params.id, conversationData: found };
    },
  );
}
