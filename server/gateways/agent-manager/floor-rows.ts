/** The floor as rows that a supervisor's desk draws: agents, queues and conversations of their teams. */
import type { FloorAgent, FloorConversation, FloorQueue } from '../../../protocol/agent-manager/floor.ts';
import { lookup } from '../../core/lookup.ts';
import type { Conversation, Task } from '../../core/state.ts';
import { servesCustomer } from '../../core/task-modes.ts';
import { freeAgentsOf } from '../../core/outlook.ts';
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

/** `levels`: the service level of the day by queue, as far as it is known. */
export function floorRows(
  view: View,
  teamIds: readonly string[],
  scope: LiveScope,
  levels: ReadonlyMap<string, number>,
): FloorRows {
  const floor = new Floor(view, teamIds);
  const rows = {
    agents: new Map<string, FloorAgent>(),
    queues: new Map<string, FloorQueue>(),
    conversations: conversationsOn(floor, scope),
  };
  for (const row of agentsOn(floor, scope)) rows.agents.set(row.id, row);
  for (const row of queuesOn(floor, view, rows.conversations, levels)) rows.queues.set(row.id, row);
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
  levels: ReadonlyMap<string, number>,
): FloorQueue[] {
  return floor.queues().map(({ id, name }) => {
    const own = [...conversations.values()].filter(({ queue }) => queue?.id === id);
    const waiting = own.filter(({ state }) => state === 'QUEUED' || state === 'OFFERED');
    const since = waiting.reduce((first, row) => Math.min(first, row.since), Infinity);
    return {
      id,
      name,
      waiting: waiting.length,
      since: Number.isFinite(since) ? since : null,
      ready: new Set(freeAgentsOf(world, id)).size,
      active: own.filter(({ state }) => state === 'ACTIVE' || state === 'ON_HOLD').length,
      serviceLevel: levels.get(id) ?? null,
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
  return rows;
}

function conversationRow(
  floor: Floor,
  conversation: Conversation,
  task: Task,
  { state, since }: { state: string; since: number },
  scope: LiveScope,
): FloorConversation {
  const { firstName, lastName } = scope.customer(conversation.id);
  const session = conversation.sessionIds.flatMap((id) => scope.session(conversation.id, id) ?? [])[0];
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
    customer: `${firstName} ${lastName ?? ''}`.trim(),
    channelType: session?.channel.channelType.name ?? '',
    queue: queue === undefined ? null : { id: queue.id, name: queue.name },
    state,
    since,
    priority: task.priority,
    agents: agentIds.map((id) => ({ id, name: agentName(scope.directory, id) })),
    hands: Object.keys(conversation.hands ?? {}).map((id) => agentName(scope.directory, id)),
  };
}
