/**
 * Who may follow conversations without taking part: the supervisors of the teams whose agents are in them, and those
 * who look at the queues in which they wait. Derived from the configuration, which never changes in place.
 */
import type { Config, Queue } from './config.ts';
import type { DomainEvent } from './events.ts';
import type { State } from './state.ts';
import { lookup } from './lookup.ts';

type Overseers = {
  byTeam: ReadonlyMap<string, readonly string[]>;
  byQueue: ReadonlyMap<string, readonly string[]>;
};

const NOBODY: readonly string[] = [];

const SERVING = new WeakMap<Config, Map<string, ReadonlySet<string>>>();

/** The teams of those who serve a queue of the configuration. */
export function teamsServing(config: Config, queue: Queue): ReadonlySet<string> {
  const known = SERVING.get(config) ?? new Map<string, ReadonlySet<string>>();
  SERVING.set(config, known);
  const found = known.get(queue.id) ?? findTeams(config, queue);
  known.set(queue.id, found);
  return found;
}

function findTeams({ agents }: Config, { mrdId, memberIds }: Queue): Set<string> {
  const serving = (memberIds ?? Object.keys(agents)).flatMap((agentId) => lookup(agents, agentId) ?? []);
  return new Set(
    serving.filter(({ maxTasks }) => Object.hasOwn(maxTasks, mrdId)).flatMap(({ teamId }) => teamId ?? []),
  );
}

/** A queue is looked at by the supervisors of those who serve it. */
function overseersOf(config: Config): Overseers {
  const { agents, queues } = config;
  const byTeam = new Map<string, string[]>();
  for (const { id, supervises } of Object.values(agents)) {
    for (const teamId of supervises) byTeam.set(teamId, [...(byTeam.get(teamId) ?? []), id]);
  }
  const byQueue = new Map<string, string[]>();
  if (byTeam.size > 0) {
    for (const queue of Object.values(queues)) {
      const found = [...teamsServing(config, queue)].flatMap((teamId) => byTeam.get(teamId) ?? NOBODY);
      byQueue.set(queue.id, [...new Set(found)]);
    }
  }
  return { byTeam, byQueue };
}

const KNOWN = new WeakMap<Config, Overseers>();

function overseers(config: Config): Overseers {
  let found = KNOWN.get(config);
  if (found === undefined) KNOWN.set(config, (found = overseersOf(config)));
  return found;
}

/** The supervisors of those who serve a queue. */
export function overseersOfQueue(config: Config, queueId: string): readonly string[] {
  return overseers(config).byQueue.get(queueId) ?? NOBODY;
}

/** The queue that a fact is about. */
function queueOfEvent(state: State, event: DomainEvent): string | null {
  if (event.type === 'task.queued') return event.task.queueId;
  if (event.type === 'task.closed' || event.type === 'request.expired') return event.queueId;
  if (event.type !== 'task.stepReached' && event.type !== 'task.offered') return null;
  return lookup(state.tasks, event.taskId)?.queueId ?? null;
}

/** Whom to tell of a fact of a conversation besides its participants; `agentIds` are the agents in it. */
export function watchersOf(state: State, event: DomainEvent, agentIds: readonly string[]): string[] {
  const { byTeam, byQueue } = overseers(state.config);
  if (byTeam.size === 0) return [];
  const found = new Set(byQueue.get(queueOfEvent(state, event) ?? '') ?? NOBODY);
  // A hand is raised to the supervisors of whoever raises it.
  const isHand = event.type === 'conversation.handRaised' || event.type === 'conversation.handLowered';
  for (const agentId of isHand ? [event.agentId] : agentIds) {
    const teamId = lookup(state.config.agents, agentId)?.teamId ?? null;
    for (const id of (teamId === null ? undefined : byTeam.get(teamId)) ?? NOBODY) found.add(id);
  }
  // Who takes part is told as a participant.
  for (const agentId of agentIds) found.delete(agentId);
  return [...found];
}
