/** `/conversation-manager`: what was said before, and older events of an open conversation. */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type * as z from 'zod/mini';
import { eventsQuery, idParams, type EventsPage } from '../../../../protocol/agent-manager/rest.ts';
import {
  activities,
  activitiesQuery,
  eventsPage,
  pastConversationsPage,
  pastQuery,
} from '../../../../protocol/agent-manager/rest-services.ts';
import type { CimEvent } from '../../../../protocol/cim/event.ts';
import { ProtocolError } from '../../../../protocol/shared/errors.ts';
import { lookup } from '../../../core/lookup.ts';
import { KeyedLimit } from '../../../http/keyed-limit.ts';
import { agentIn, isWith } from '../../../core/participant.ts';
import { mayReadPast } from '../../../identity/past-access.ts';
import { requireReading } from '../../../identity/require-principal.ts';
import type { Principal } from '../../../identity/principal.ts';
import { readConversation, type HistorySources } from '../../shared/conversation-history.ts';
import type { GatewayContext } from '../../shared/context.ts';
import { pastConversations } from './past-conversations.ts';

const schema = <T extends z.ZodMiniType>(summary: string, answer: T) => ({
  tags: ['conversation-manager'],
  summary,
  params: idParams,
  response: { 200: answer },
});

const DEFAULT_PAGE = 100;

export function conversationRoutes(
  instance: FastifyInstance,
  context: GatewayContext,
  history: HistorySources,
): void {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  const signedIn = { onRequest: requireReading(context.identity) };
  const histories = new KeyedLimit(context.settings.historiesPerMinute);

  app.get(
    '/conversation-manager/conversations/:id/events',
    {
      ...signedIn,
      schema: {
        ...schema('Events before a sequence (`before`), oldest first, at most `limit`', eventsPage),
        querystring: eventsQuery,
      },
    },
    async ({ principal, params, query }): Promise<EventsPage> => {
      const { before, limit = DEFAULT_PAGE } = query;
      await requireReader(context, params.id, principal);
      await histories.take(principal.userId);
      const part = await readConversation(history, params.id, principal.userId, {
        ...(before !== undefined && { beforeSeq: before }),
        limit,
      });
      if (part.lastSeq === 0 && before === undefined) throw new ProtocolError('CONVERSATION_NOT_FOUND');
      return { conversationId: params.id, events: part.events, earlier: part.more };
    },
  );

  app.get(
    '/conversation-manager/customer-topics/customer/:id',
    {
      ...signedIn,
      schema: {
        ...schema("A customer's conversations, newest first, without what was said", pastConversationsPage),
        querystring: pastQuery,
      },
    },
    async ({ principal, params, query }) => {
      if (!(await mayRead(context, principal, params.id))) throw new ProtocolError('FORBIDDEN');
      return pastConversations(history, params.id, { limit: query.limit, before: query.before });
    },
  );

  app.get(
    '/conversation-manager/customer-topics/customer/:id/activities',
    {
      ...signedIn,
      schema: {
        ...schema("A customer's past, newest first; `offset` counts pages of `limit`", activities),
        querystring: activitiesQuery,
      },
    },
    async ({ principal, params, query }): Promise<{ docs: CimEvent[] }> => {
      const { limit, offset } = query;
      if (!(await mayRead(context, principal, params.id))) throw new ProtocolError('FORBIDDEN');
      await histories.take(principal.userId);
      return { docs: await pastOf(context, history, params.id, offset * limit, limit) };
    },
  );
}

/** Whether somebody may read the past of a customer. */
function mayRead(
  { engine, pastWork, directory }: GatewayContext,
  principal: Principal,
  customerId: string,
): Promise<boolean> {
  const customer = {
    isWith: () =>
      engine.read(({ world }) => readersOf(principal).some((id) => isWith(world.state, id, customerId))),
    served: (agentIds: readonly string[]) => pastWork.conversationsServed(customerId, agentIds),
  };
  return mayReadPast(principal, customer, directory());
}

/** Who asks, as far as that is known. */
function readersOf({ userId, orElse = [] }: Principal): string[] {
  return [userId, ...orElse];
}

/** Who takes part may read, and who may look at the past of that customer. */
async function requireReader(
  context: GatewayContext,
  conversationId: string,
  principal: Principal,
): Promise<void> {
  const { engine, pastWork } = context;
  const member = await engine.read(({ world }) => {
    const conversation = lookup(world.state.conversations, conversationId);
    return (
      conversation !== undefined && readersOf(principal).some((id) => agentIn(conversation, id) !== undefined)
    );
  });
  if (member) return;
  const customerId = await pastWork.customerOfConversation(conversationId);
  if (customerId === undefined) throw new ProtocolError('CONVERSATION_NOT_FOUND');
  if (!(await mayRead(context, principal, customerId))) {
    throw new ProtocolError('NOT_A_PARTICIPANT');
  }
}

/** Conversations are few and long for one customer: they are read newest first until the page is full. What is passed is not kept. */
async function pastOf(
  { people }: GatewayContext,
  history: HistorySources,
  customerId: string,
  skip: number,
  limit: number,
): Promise<CimEvent[]> {
  const found: CimEvent[] = [];
  let passed = 0;
  for (let before: number | undefined; ;) {
    const conversations = await people.conversationsOfCustomer(customerId, { limit: 20, before });
    for (const { id } of conversations) {
      for (let beforeSeq: number | undefined, more = true; more;) {
        const page = { ...(beforeSeq !== undefined && { beforeSeq }), limit: 500 };
        const part = await readConversation(history, id, null, page);
        for (const event of part.events.toReversed()) {
          passed += 1;
          if (passed <= skip) continue;
          if (found.push(event) === limit) return found;
        }
        more = part.more && part.events.length > 0;
        beforeSeq = part.firstSeq;
      }
    }
    const last = conversations.at(-1);
    if (last === undefined || conversations.length < 20) return found;
    before = last.opened_at;
  }
}
