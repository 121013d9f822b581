/** A new configuration: what it has to look like, and what becomes of work that it no longer knows. */
import type { Configure } from './commands.ts';
import type { Channel, Config } from './config.ts';
import type { Rejection } from './rejections.ts';
import type { Turn } from './turn.ts';
import { endLostMonitorings } from './call-monitoring.ts';
import { endIfUnserved, isListed } from './conversation.ts';
import { signOut } from './disconnect.ts';
import { isId, lookup } from './lookup.ts';
import { primaryOfTeams, removeParticipant } from './participant.ts';
import { closeTask, queueOf, requeue } from './queue.ts';
import { supervisionOf } from './supervising.ts';
import { closePart } from './wrapup.ts';
import { emit, refuse } from './turn.ts';

function idsAgree(record: Record<string, { id: string }>): boolean {
  return Object.entries(record).every(([key, { id }]) => isId(key) && key === id);
}

function leadsSomewhere({ mrds, queues, lists, bots }: Config, { entry, mrdId }: Channel): boolean {
  switch (entry.kind) {
    case 'ELSEWHERE':
      return lookup(mrds, mrdId)?.managedByRouting === false;
    case 'QUEUE':
      return lookup(queues, entry.queueId)?.mrdId === mrdId;
    case 'LIST':
      return Object.hasOwn(lists, entry.listId) && Object.hasOwn(mrds, mrdId);
    case 'BOT':
      return Object.hasOwn(bots, entry.botId) && Object.hasOwn(mrds, mrdId);
  }
}

/** Whether everything that is named is there. Q12: a channel's MRD is that of its queue. */
function isConsistent(config: Config): boolean {
  const { mrds, queues, lists, bots, channels, agents, attributes, teams, reasons } = config;
  const dictionaries = [mrds, queues, lists, bots, channels, agents, attributes, teams, reasons];
  if (!dictionaries.every(idsAgree)) return false;
  return (
    Object.values(queues).every(({ mrdId }) => Object.hasOwn(mrds, mrdId)) &&
    Object.values(channels).every((channel) => leadsSomewhere(config, channel)) &&
    Object.values(agents).every(({ maxTasks }) =>
      Object.keys(maxTasks).every((id) => Object.hasOwn(mrds, id)),
    )
  );
}

/**
 * Requests of a queue that is gone can be served by nobody. Each is looked up again: the end of the one before it
 * may have ended the whole conversation.
 */
function dropLostRequests(turn: Turn): void {
  const { state } = turn.world;
  for (const id of Object.keys(state.tasks)) {
    const task = lookup(state.tasks, id);
    if (task === undefined || task.queueId === null) continue;
    if (Object.hasOwn(state.config.queues, task.queueId)) continue;
    if (task.state !== 'QUEUED' && task.state !== 'OFFERED') continue;
    const { conversation } = closeTask(turn, task, 'FORCE_CLOSED', 'CANCELLED');
    endIfUnserved(turn, conversation, 'FORCE_CLOSED');
  }
}

/** Bots that are gone talk to nobody any more, and lists that are gone are looked at by nobody. */
function dropLostCompany(turn: Turn): void {
  const { state } = turn.world;
  for (const id of Object.keys(state.conversations)) {
    const conversation = lookup(state.conversations, id);
    if (conversation === undefined || conversation.sessionIds.length === 0) continue;
    for (const participant of [...conversation.participants]) {
      if (participant.kind !== 'BOT' || Object.hasOwn(state.config.bots, participant.ref)) continue;
      removeParticipant(turn, conversation, participant, 'FORCE_CLOSED');
    }
    if (!isListed(turn, conversation)) endIfUnserved(turn, conversation, 'FORCE_CLOSED');
  }
}

/** Who listens or whispers because of a team that they have no more does so no more. Nobody loses whom they talk to. */
function dropLostSupervisors(turn: Turn, before: Config): void {
  const { state } = turn.world;
  for (const conversation of Object.values(state.conversations)) {
    for (const participant of [...conversation.participants]) {
      const task = participant.kind === 'AGENT' ? supervisionOf(state, participant) : undefined;
      if (task === undefined || participant.role === 'PRIMARY') continue;
      const oversees = ({ agents }: Config) =>
        primaryOfTeams(
          { ...state.config, agents },
          conversation,
          lookup(agents, participant.ref)?.supervises ?? [],
        );
      if (oversees(before) === undefined || oversees(state.config) !== undefined) continue;
      closePart(turn, conversation, task, 'CANCELLED', 'CANCELLED');
      removeParticipant(turn, conversation, participant, 'FORCE_CLOSED');
    }
  }
}

/** Requests that wait in a queue which has moved to another MRD wait for a slot of that one, in the same place. */
function moveRequests(turn: Turn): void {
  const { state } = turn.world;
  for (const id of Object.keys(state.tasks)) {
    const task = lookup(state.tasks, id);
    if (task?.state !== 'QUEUED' || task.target.kind === 'AGENT') continue;
    if (queueOf(turn, task)?.mrdId === task.mrdId) continue;
    requeue(turn, closeTask(turn, task, 'REROUTE'), null);
  }
}

/** Takes the new configuration over and settles what it leaves without a home. */
export function configure(turn: Turn, command: Configure): Rejection | null {
  if (!isConsistent(command.config)) return refuse('VALIDATION');
  const { state } = turn.world;
  const { config: before } = state;
  emit(turn, { type: 'configured', config: command.config });
  // By those whom they listen to, who may be gone from the company as well.
  dropLostSupervisors(turn, before);
  endLostMonitorings(turn);
  for (const id of Object.keys(state.agents)) {
    const agent = lookup(state.agents, id);
    if (agent === undefined || agent.state === 'LOGOUT') continue;
    if (Object.hasOwn(command.config.agents, agent.id)) turn.stirred.push(agent.id);
    else signOut(turn, agent, null, { keepWrapups: false, isForced: false });
  }
  dropLostRequests(turn);
  dropLostCompany(turn);
  moveRequests(turn);
  return null;
}
