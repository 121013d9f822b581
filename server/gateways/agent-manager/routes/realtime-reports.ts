/** `/realtime-reports`: what a supervisor's desk shows of the floor now. Only of teams that the supervisor has. */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type * as z from 'zod/mini';
import { floorQuery, teamsQuery } from '../../../../protocol/agent-manager/rest.ts';
import * as answers from '../../../../protocol/agent-manager/rest-services.ts';
import { ProtocolError } from '../../../../protocol/shared/errors.ts';
import type { Queue } from '../../../core/config.ts';
import { lookup } from '../../../core/lookup.ts';
import type { Conversation, Task } from '../../../core/state.ts';
import { participantsVisibleTo } from '../../../core/visibility.ts';
import type { Principal } from '../../../identity/principal.ts';
import { requireReading } from '../../../identity/require-principal.ts';
import { agentName, participantOf, publicUser } from '../../shared/cim-parties.ts';
import type { GatewayContext } from '../../shared/context.ts';
import { Floor } from '../floor.ts';
import { LiveMemory, LiveScope } from '../live-scope.ts';

const schema = <T extends z.ZodMiniType>(summary: string, answer: T) => ({
  tags: ['realtime-reports'],
  summary,
  response: { 200: answer },
});

/** The teams that are asked about: all of the supervisor's, or some. @throws ProtocolError FORBIDDEN for others' */
function teamsOf({ supervises }: Principal, asked: readonly string[]): string[] {
  const own = supervises.map(({ id }) => id);
  if (asked.some((id) => !own.includes(id))) throw new ProtocolError('FORBIDDEN');
  return asked.length === 0 ? own : [...asked];
}

const seconds = (from: number, now: number): number => Math.max(0, Math.round((now - from) / 1000));

export function realtimeReportRoutes(
  instance: FastifyInstance,
  { engine, identity, directory }: GatewayContext,
): void {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  const supervisor = { onRequest: requireReading(identity, ['supervisor']) };

  app.post(
    '/realtime-reports/queue-active-chats/detail',
    {
      ...supervisor,
      schema: {
        ...schema('Conversations that agents of a team have now', answers.activeChats),
        body: floorQuery,
      },
    },
    ({ principal, body }) => {
      const teams = teamsOf(principal, body.teamId === '' ? [] : [body.teamId]);
      return engine.read((view) => {
        const floor = new Floor(view, teams);
        const scope = new LiveScope(view, directory(), new LiveMemory());
        return byQueue(floor, floor.talking(), body.queues).map(({ queue, found }) => ({
          queueId: queue?.id ?? '',
          queueName: queue?.name ?? '',
          chats: found.map(({ conversation, task }) => ({
            ...chatOf(conversation, scope),
            conversationState: conversation.state,
            direction: conversation.direction,
            activeSince: seconds(task.acceptedAt ?? task.enqueuedAt, view.now),
            ...peopleOf(conversation, principal, scope),
          })),
        }));
      });
    },
  );

  app.post(
    '/realtime-reports/queued-chats/detail',
    {
      ...supervisor,
      schema: { ...schema('Customers who wait for agents of a team', answers.queuedChats), body: floorQuery },
    },
    ({ principal, body }) => {
      const teams = teamsOf(principal, body.teamId === '' ? [] : [body.teamId]);
      return engine.read((view) => {
        const floor = new Floor(view, teams);
        const scope = new LiveScope(view, directory(), new LiveMemory());
        return byQueue(floor, floor.waiting(), body.queues).map(({ queue, found }) => ({
          queueId: queue?.id ?? '',
          queueName: queue?.name ?? '',
          chats: found.map(({ conversation, task }) => ({
            ...chatOf(conversation, scope),
            waitingSince: seconds(task.enqueuedAt, view.now),
          })),
        }));
      });
    },
  );

  app.post(
    '/realtime-reports/agent-activity/detail',
    {
      ...supervisor,
      schema: { ...schema('Agents of teams, and what they do', answers.agentActivity), body: teamsQuery },
    },
    ({ principal, body }) => {
      const teams = teamsOf(principal, body.teams);
      return engine.read((view) => {
        const floor = new Floor(view, teams);
        const agents = floor.agents().map(({ id, agent }) => ({
          id,
          name: agentName(directory(), id),
          state: agent?.state ?? 'LOGOUT',
          activeChatsCount: floor.chatsOf(agent),
          mrds: Object.entries(agent?.mrds ?? {}).map(([mrdId, mrd]) => ({
            id: mrdId,
            name: lookup(floor.config.mrds, mrdId)?.name ?? mrdId,
            state: mrd.state,
          })),
        }));
        return { agents };
      });
    },
  );

  app.get(
    '/realtime-reports/bot-active-chats/detail',
    { ...supervisor, schema: schema('Conversations that bots lead now', answers.botChats) },
    ({ principal }) =>
      engine.read((view) => {
        const floor = new Floor(view, teamsOf(principal, []));
        const scope = new LiveScope(view, directory(), new LiveMemory());
        return floor.withBots().map(({ botId, conversations }) => ({
          botName: lookup(floor.config.bots, botId)?.name ?? botId,
          chats: conversations.map((conversation) => ({
            ...chatOf(conversation, scope),
            activeSince: seconds(conversation.createdAt, view.now),
          })),
        }));
      }),
  );
}

type Found = { conversation: Conversation; task: Task };

/** By queue, in the order of the configuration; every queue is named, also an empty one. */
function byQueue(
  floor: Floor,
  found: readonly Found[],
  asked: readonly string[],
): { queue: Queue | null; found: Found[] }[] {
  const wanted = (id: string, name: string) =>
    asked.length === 0 || asked.includes(id) || asked.includes(name);
  const queues = floor.queues().filter(({ id, name }) => wanted(id, name));
  const rows: { queue: Queue | null; found: Found[] }[] = queues.map((queue) => ({
    queue,
    found: found.filter(({ task }) => task.queueId === queue.id),
  }));
  const known = new Set(floor.queues().map(({ id }) => id));
  const others =
    asked.length > 0 ? [] : found.filter(({ task }) => task.queueId === null || !known.has(task.queueId));
  return others.length === 0 ? rows : [...rows, { queue: null, found: others }];
}

function chatOf({ id, sessionIds }: Conversation, scope: LiveScope) {
  const sessions = sessionIds.flatMap((sessionId) => scope.session(id, sessionId) ?? []);
  const [session] = sessions;
  const { firstName, lastName, labels } = scope.customer(id);
  return {
    conversationId: id,
    customerName: `${firstName} ${lastName ?? ''}`.trim(),
    channelIdentity: session?.channelData.channelCustomerIdentifier ?? '',
    channelType: session?.channel.channelType.name ?? '',
    customerLabels: Array.isArray(labels) ? labels.filter((label) => typeof label === 'string') : [],
    activeChannelSessions: sessions,
  };
}

function peopleOf(conversation: Conversation, viewer: Principal, scope: LiveScope) {
  const participants = participantsVisibleTo({ agentId: viewer.userId }, conversation);
  return {
    agentDetails: participants.flatMap(({ kind, role, ref }) =>
      kind === 'AGENT' && role === 'PRIMARY'
        ? [
            {
              agentName: agentName(scope.directory, ref),
              agentUsername: publicUser(scope.directory, ref).username,
            },
          ]
        : [],
    ),
    conversationParticipantDetails: participants.flatMap((participant) => {
      const session =
        participant.kind === 'CUSTOMER' ? scope.session(conversation.id, participant.ref) : undefined;
      const shown = participantOf(scope.directory, conversation.id, participant, session);
      return shown === null ? [] : [{ conversationParticipant: shown }];
    }),
  };
}
