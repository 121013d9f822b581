/** `/me/interactions`, and the same by its later name `/me/chats`: what the agent has, and what is done with it. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { REST_BASE } from '../../../../protocol/genesys/names.ts';
import {
  INTERACTION_OPERATIONS,
  OPERATION_ALIASES,
  STATUS_OPERATIONS,
} from '../../../../protocol/genesys/requests.ts';
import { STATUS } from '../../../../protocol/genesys/status.ts';
import type { View } from '../../../engine/contract.ts';
import { addressOf } from '../addresses.ts';
import { Failure, sendFailure } from '../failures.ts';
import type { GenesysContext } from '../genesys-context.ts';
import { messageResource } from '../interactions/messages.ts';
import { messagesFor, perform } from '../interactions/operations.ts';
import { interactionResource, viewOf, viewsOf, type InteractionView } from '../interactions/view.ts';
import { fieldsOf, knownOperation, operationNameOf } from '../read-request.ts';
import { requireAgent, worksBy } from '../work.ts';
import { posted } from './agent.ts';
import { readerOf, visitorOf } from './visit.ts';

type Kind = 'interactions' | 'chats';
type ById = { Params: { id: string } };
type Listing = { Querystring: { fields?: unknown } };

const OK = { statusCode: STATUS.ok };
const SINGULAR = { interactions: 'interaction', chats: 'chat' } as const;

export function interactionRoutes(scope: FastifyInstance, context: GenesysContext): void {
  for (const kind of ['interactions', 'chats'] as const) {
    for (const path of [`/me/${kind}`, `/${kind}`]) reading(scope, context, kind, path);
    acting(scope, context, kind);
  }
}

function reading(scope: FastifyInstance, context: GenesysContext, kind: Kind, path: string): void {
  const hide = kind !== 'interactions' || !path.startsWith('/me');
  const schema = (summary: string) => ({ schema: { tags: ['genesys'], summary, hide } });

  scope.get<Listing>(
    `${REST_BASE}${path}`,
    schema('What the agent has: addresses, or with `?fields=*` everything'),
    async (request) => {
      const views = await readViews(request, context);
      const reader = readerOf(request, context);
      const { fields } = request.query;
      if (typeof fields === 'string' && fields !== '') {
        return { ...OK, [kind]: views.map((view) => interactionResource(view, reader, kind)) };
      }
      return { ...OK, uris: views.map(({ id }) => addressOf(reader.origin, `/${kind}/${id}`).uri) };
    },
  );

  scope.get<ById>(`${REST_BASE}${path}/:id`, schema('One interaction'), async (request) => {
    const view = (await readViews(request, context)).find(({ id }) => id === request.params.id);
    if (view === undefined) throw new Failure(STATUS.notFound);
    const reader = readerOf(request, context);
    return { ...OK, [SINGULAR[kind]]: interactionResource(view, reader, kind) };
  });

  scope.get<ById>(`${REST_BASE}${path}/:id/messages`, schema('What was said in it'), async (request) => {
    const { id } = request.params;
    const { userId } = visitorOf(request).principal;
    const view = (await readViews(request, context)).find((one) => one.id === id);
    if (view === undefined) throw new Failure(STATUS.notFound);
    if (view.state === 'Invited') throw new Failure(STATUS.forbidden);
    await context.histories.take(`ask ${userId}`);
    const reader = readerOf(request, context);
    const items = await messagesFor(context, userId, id);
    return { ...OK, messages: items.map((item) => messageResource(item, reader)) };
  });
}

/** The interactions of whoever asks; none while they do not work by this sign-in. */
function readViews(request: FastifyRequest, context: GenesysContext): Promise<InteractionView[]> {
  const { principal } = visitorOf(request);
  return context.engine.read((view) =>
    worksBy(view.world.state, principal) ? viewsOf(view, principal.userId, context) : [],
  );
}

function acting(scope: FastifyInstance, context: GenesysContext, kind: Kind): void {
  const declared = posted(INTERACTION_OPERATIONS.join(', '));
  scope.post<ById>(
    `${REST_BASE}/me/${kind}/:id`,
    { ...declared, schema: { ...declared.schema, hide: kind !== 'interactions' } },
    async (request, reply) => {
      const fields = fieldsOf(request.body);
      const given = operationNameOf(fields);
      const name = knownOperation(
        Object.hasOwn(OPERATION_ALIASES, given) ? (OPERATION_ALIASES[given] ?? given) : given,
        INTERACTION_OPERATIONS,
      );
      const isStatus = STATUS_OPERATIONS.has(name);
      try {
        const { principal } = visitorOf(request);
        requireAgent(principal);
        const { id: conversationId } = request.params;
        const agentId = principal.userId;
        await context.engine.read((view) => {
          if (!worksBy(view.world.state, principal)) {
            throw new Failure(STATUS.forbidden, 'The contact center session has not been started.');
          }
          requireCapability(view, agentId, conversationId, name, context);
        });
        await perform(name, context, { principal, agentId, conversationId, fields });
      } catch (error) {
        return refuse(reply, error, isStatus);
      }
      return isStatus ? { status: 'ok' } : OK;
    },
  );
}

/** Refuses what cannot be done with an interaction as it stands. */
function requireCapability(
  view: View,
  agentId: string,
  conversationId: string,
  name: string,
  context: GenesysContext,
): void {
  const interaction = viewOf(view, agentId, conversationId, context);
  if (interaction === null) throw new Failure(STATUS.notFound, 'There is no such interaction.');
  // Whether there is a conference is looked at when it is known who shall leave it.
  const asksToLeave = name === 'LeaveConference' && interaction.state === 'Chatting';
  if (!asksToLeave && !interaction.capabilities.includes(name)) throw new Failure(STATUS.forbidden);
}

function refuse(reply: FastifyReply, error: unknown, isStatus: boolean): FastifyReply {
  if (!isStatus) throw error;
  sendFailure(reply, error, 'status');
  return reply;
}
