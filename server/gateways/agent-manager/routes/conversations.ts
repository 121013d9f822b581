/** `/conversation-manager`: what was said before (agent-desk-wire §3), and older events of an open conversation. */
import type { FastifyInstance } from 'fastify';
import * as z from 'zod/mini';
import { eventsQuery, type EventsPage } from '../../../../protocol/agent-manager/rest.ts';
import type { CimEvent } from '../../../../protocol/cim/event.ts';
import { ProtocolError } from '../../../../protocol/shared/errors.ts';
import { lookup } from '../../../core/lookup.ts';
import { requirePrincipal } from '../../../identity/require-principal.ts';
import type { Principal } from '../../../identity/principal.ts';
import { readConversation, type HistorySources } from '../../shared/conversation-history.ts';
import type { GatewayContext } from '../../shared/context.ts';
import { parseParameters } from '../../shared/refusals.ts';
import { agentParticipant, permits } from '../actions.ts';

const schema = (summary: string) => ({ tags: ['conversation-manager'], summary });

const DEFAULT_PAGE = 100;

/** `offset` counts pages. */
const activitiesQuery = z.looseObject({
  limit: z.pipe(z._default(z.coerce.number(), 50), z.number().check(z.int(), z.positive(), z.maximum(200))),
  offset: z.pipe(z._default(z.coerce.number(), 0), z.number().check(z.int(), z.nonnegative())),
});

export function conversationRoutes(
  app: FastifyInstance,
  context: GatewayContext,
  history: HistorySources,
): void {
  const signedIn = { preHandler: requirePrincipal(context.identity) };

  app.get<{ Params: { id: string } }>(
    '/conversation-manager/conversations/:id/events',
    { ...signedIn, schema: schema('Events before a sequence (`before`), oldest first, at most `limit`') },
    async ({ principal, params, query }): Promise<EventsPage> => {
      const { before, limit = DEFAULT_PAGE } = parseParameters(eventsQuery, query);
      await requireReader(context, params.id, principal);
      const part = await readConversation(history, params.id, principal.userId, {
        ...(before !== undefined && { beforeSeq: before }),
        limit,
      });
      if (part.lastSeq === 0 && before === undefined) throw new ProtocolError('CONVERSATION_NOT_FOUND');
      return { conversationId: params.id, events: part.events, earlier: part.more };
    },
  );

  app.get<{ Params: { id: string } }>(
    '/conversation-manager/customer-topics/customer/:id/activities',
    { ...signedIn, schema: schema("A customer's past, newest first; `offset` counts pages of `limit`") },
    async ({ principal, params, query }): Promise<{ docs: CimEvent[] }> => {
      const { limit, offset } = parseParameters(activitiesQuery, query);
      if (!mayReadPast(principal)) throw new ProtocolError('FORBIDDEN');
      return { docs: await pastOf(context, history, params.id, offset * limit, limit) };
    },
  );
}

function mayReadPast({ permittedResources }: Principal): boolean {
  const resource = 'agent-conversation-control';
  return (
    permits(permittedResources, resource, 'view_history') ||
    permits(permittedResources, resource, 'view_history_active_customer')
  );
}

/** Who takes part may read, and who may look at the past at all. */
async function requireReader(
  { engine }: GatewayContext,
  conversationId: string,
  principal: Principal,
): Promise<void> {
  const member = await engine.read(({ world }) => {
    const conversation = lookup(world.state.conversations, conversationId);
    return conversation !== undefined && agentParticipant(conversation, principal.userId) !== undefined;
  });
  if (!member && !mayReadPast(principal)) throw new ProtocolError('NOT_A_PARTICIPANT');
}

/** Conversations are few and long for one customer: they are read newest first until the page is full. */
async function pastOf(
  { people }: GatewayContext,
  history: HistorySources,
  customerId: string,
  skip: number,
  limit: number,
): Promise<CimEvent[]> {
  const found: CimEvent[] = [];
  for (let before: number | undefined; ;) {
    const conversations = await people.conversationsOfCustomer(customerId, { limit: 20, before });
    for (const { id } of conversations) {
      for (let beforeSeq: number | undefined, more = true; more;) {
        const page = { ...(beforeSeq !== undefined && { beforeSeq }), limit: 500 };
        const part = await readConversation(history, id, null, page);
        found.push(...part.events.toReversed());
        if (found.length >= skip + limit) return found.slice(skip, skip + limit);
        more = part.more && part.events.length > 0;
        beforeSeq = part.firstSeq;
      }
    }
    const last = conversations.at(-1);
    if (last === undefined || conversations.length < 20) return found.slice(skip, skip + limit);
    before = last.opened_at;
  }
}
