/** The floor as rows that a supervisor's desk draws: agents, queues and conversations of their teams. */
import type { FloorAgent, FloorConversation, FloorQueue } from '../../../protocol/agent-manager/floor.ts';
import { lookup } from '../../core/lookup.ts';
import { offeredOn, serviceLevelOf, type QueueDay } from '../../core/service-level.ts';
import type { Conversation, Task } from '../../core/state.ts';
import { servesCustomer } from '../../core/task-modes.ts';
import { freeAgentCount } from '../../core/outlook.ts';
import { expectedWaitIn } from '../../core/wait.ts';
import type { View } from '../../engine/contract.ts';
import { agentName } from '../shared/cim-parties.ts';
import { Floor } from './floor.ts';
import type { LiveScope } from './live-scope.ts';

/** The rows by kind and id. */
export type FloorRows = {
  agents: Map<string, FloorAgent>;
  queues: Map<string, FloorQueue>;
  conversations: Map<string, FloorConversation>;
};

/** `days`: what became of the customers of a queue today, as far as it is known. */
export function floorRows(
  view: View,
  teamIds: readonly string[],
  scope: LiveScope,
  days: ReadonlyMap<string, QueueDay>,
): FloorRows {
  const floor = new Floor(view, teamIds);
  const rows = {
    agents: new Map<string, FloorAgent>(),
    queues: new Map<string, FloorQueue>(),
    conversations: conversationsOn(floor, scope),
  };
  for (const row of agentsOn(floor, scope)) rows.agents.set(row.id, row);
  for (const row of queuesOn(floor, view, rows.conversations, days)) rows.queues.set(row.id, row);
  return rows;
}

function agentsOn(floor: Floor, { directory }: LiveScope): FloorAgent[] {
  return floor.agents().map(({ id, agent }) => {
    const teamId = lookup(floor.config.agents, id)?.teamId ?? '';
    const state = agent?.state ?? 'LOGOUT';
    return {
      id,
      name: agentName(directory, id),
      team: { id: teamId, name: directory.team(teamId)?.name ?? '' },
      state,
      reason: agent?.reason?.name ?? null,
      since: agent?.since ?? null,
      connected: agent?.connected ?? false,
      mrds: Object.values(agent?.mrds ?? {}).map((mrd) => ({
        id: mrd.mrdId,
        name: lookup(floor.config.mrds, mrd.mrdId)?.name ?? mrd.mrdId,
        state: mrd.state,
        live: mrd.live,
        max: mrd.max,
      })),
      conversations: floor.workOf(agent),
    };
  });
}

function queuesOn(
  floor: Floor,
  { world }: View,
  conversations: ReadonlyMap<string, FloorConversation>,
  days: ReadonlyMap<string, QueueDay>,
): FloorQueue[] {
  const byQueue = new Map<string | undefined, FloorConversation[]>();
  for (const row of conversations.values()) {
    const own = byQueue.get(row.queue?.id);
    if (own === undefined) byQueue.set(row.queue?.id, [row]);
    else own.push(row);
  }
  return floor.queues().map(({ id, name }) => {
    const own = byQueue.get(id) ?? [];
    const waiting = own.filter(({ state }) => state === 'QUEUED' || state === 'OFFERED');
    const day = days.get(id);
    const since = waiting.reduce((first, row) => Math.min(first, row.since), Infinity);
    return {
      id,
      name,
      waiting: waiting.length,
      since: Number.isFinite(since) ? since : null,
      ready: freeAgentCount(world, id),
      active: own.filter(({ state }) => state === 'ACTIVE' || state === 'ON_HOLD').length,
      serviceLevel: day === undefined ? null : serviceLevelOf(floor.config, day),
      expectedMs: expectedWaitIn(world, id),
      offered: day === undefined ? 0 : offeredOn(day),
      abandoned: day?.abandoned ?? 0,
    };
  });
}

function conversationsOn(floor: Floor, scope: LiveScope): Map<string, FloorConversation> {
  const rows = new Map<string, FloorConversation>();
  const add = (conversation: Conversation, task: Task, state: string, since: number) => {
    if (!rows.has(conversation.id))
      rows.set(conversation.id, conversationRow(floor, conversation, task, { state, since }, scope));
  };
  for (const { conversation, task } of floor.talking())
    add(
      conversation,
      task,
      conversation.state === 'ON_HOLD' ? 'ON_HOLD' : 'ACTIVE',
      task.acceptedAt ?? task.enqueuedAt,
    );
  for (const { conversation, task } of floor.waiting())
    if (servesCustomer(task)) add(conversation, task, task.state, task.enqueuedAt);
  for (const { conversation, task, since } of floor.wrappingUp()) add(conversation, task, 'WRAP_UP', since);
  const { lists, bots } = floor.config;
  for (const { conversation, listId } of floor.listed()) {
    if (rows.has(conversation.id)) continue;
    const list = { id: listId, name: lookup(lists, listId)?.name ?? listId };
    rows.set(conversation.id, unqueuedRow(conversation, scope, { list, state: 'LISTED', agents: [] }));
  }
  for (const { botId, conversations } of floor.withBots()) {
    const agents = [{ id: botId, name: lookup(bots, botId)?.name ?? botId }];
    for (const conversation of conversations) {
      if (rows.has(conversation.id)) continue;
      rows.set(conversation.id, unqueuedRow(conversation, scope, { list: null, state: 'BOT', agents }));
    }
  }
  return rows;
}

function customerOf(scope: LiveScope, { id, sessionIds }: Conversation) {
  const { firstName, lastName } = scope.customer(id);
  const session = sessionIds.flatMap((sessionId) => scope.session(id, sessionId) ?? [])[0];
  return {
    customer: `${firstName} ${lastName ?? ''}`.trim(),
    channelType: session?.channel.channelType.name ?? '',
  };
}

/** A conversation that no agent of a queue has: it is on a pull list, or a bot talks to the customer. */
function unqueuedRow(
  conversation: Conversation,
  scope: LiveScope,
  place: Pick<FloorConversation, 'list' | 'state' | 'agents'>,
): FloorConversation {
  return {
    id: conversation.id,
    ...customerOf(scope, conversation),
    queue: null,
    since: conversation.createdAt,
    priority: 0,
    hands: [],
    ...place,
  };
}

function conversationRow(
  floor: Floor,
  conversation: Conversation,
  task: Task,
  { state, since }: { state: string; since: number },
  scope: LiveScope,
): FloorConversation {
  const queue = task.queueId === null ? undefined : lookup(floor.config.queues, task.queueId);
  const isServed = state === 'ACTIVE' || state === 'ON_HOLD';
  const agentIds = isServed
    ? conversation.participants.flatMap(({ kind, role, ref }) =>
        kind === 'AGENT' && role === 'PRIMARY' ? [ref] : [],
      )
    : task.agentId === null
      ? []
      : [task.agentId];
  return {
    id: conversation.id,
    ...customerOf(scope, conversation),
    queue: queue === undefined ? null : { id: queue.id, name: queue.name },
    list: null,
    state,
    since,
    priority: task.priority,
    // Who of another team is asked or helps is none of theirs.
    agents: agentIds
      .filter((id) => floor.isOfTeams(id))
      .map((id) => ({ id, name: agentName(scope.directory, id) })),
    hands: Object.keys(conversation.hands ?? {})
      .filter((id) => floor.isOfTeams(id))
      .map((id) => agentName(scope.directory, id)),
  };
}
