/** What stands before an agent: what waits in the queues they serve, and who else works for these. */
import type { QueueIndex } from './index/types.ts';
import type { SortedList } from './index/sorted-list.ts';
import type { Task } from './state.ts';
import type { World } from './world.ts';

/** Agents who work for exactly the same queues at present. */
export type Crew = { queueIds: ReadonlySet<string>; agentIds: string[] };

const idsOf = (queues: readonly QueueIndex[]): string[] => queues.map(({ queue }) => queue.id);

/** The queues that a signed-in agent serves, also those of work that is switched off. */
export function queuesOf({ index }: World, agentId: string): string[] {
  const seats = [...(index.seats.get(agentId)?.values() ?? [])].flat();
  return idsOf(seats.map(({ queue }) => queue));
}

/** When the one who waits longest in a list came; one look for each priority. */
function oldestIn(list: SortedList<Task>): number {
  let oldest = Infinity;
  for (let first = list.first(); first !== undefined;) {
    oldest = Math.min(oldest, first.enqueuedAt);
    first = list.firstFrom({ ...first, priority: first.priority - 1, enqueuedAt: -Infinity });
  }
  return oldest;
}

/** How many requests wait in any of the queues, and since when the oldest does (epoch ms). */
export function waitingIn(
  { index }: World,
  queueIds: readonly string[],
): { count: number; since: number | null } {
  let count = 0;
  let since = Infinity;
  for (const queueId of queueIds) {
    for (const list of index.queues.get(queueId)?.waiting ?? []) {
      count += list.size;
      since = Math.min(since, oldestIn(list));
    }
  }
  return { count, since: count === 0 ? null : since };
}

/**
 * Everybody who works for a queue now (ready, connected, with its work switched on), each in one crew. O(agents):
 * for whoever asks on behalf of many, once.
 */
export function crewsOf(world: World): Crew[] {
  const crews = new Map<string, Crew>();
  for (const agentId of world.index.seats.keys()) {
    const queueIds = workedBy(world, agentId);
    if (queueIds.length === 0) continue;
    const key = queueIds.join(' ');
    const crew = crews.get(key);
    if (crew === undefined) crews.set(key, { queueIds: new Set(queueIds), agentIds: [agentId] });
    else crew.agentIds.push(agentId);
  }
  return [...crews.values()];
}

/** Who could take a request of the queue now, whichever step it has reached; in the order in which they are asked. */
export function freeAgentsOf({ index }: World, queueId: string): string[] {
  const lists = index.queues.get(queueId)?.eligible ?? [];
  return lists.flatMap((list) => Array.from(list, ({ agentId }) => agentId));
}

/** How many agents could take a request of the queue now. O(1) where the queue has one step. */
export function freeAgentCount(world: World, queueId: string): number {
  const lists = world.index.queues.get(queueId)?.eligible ?? [];
  const [only] = lists;
  if (only === undefined || lists.length === 1) return only?.size ?? 0;
  return new Set(freeAgentsOf(world, queueId)).size;
}

/** The queues that an agent works for now. */
export function workedBy({ index }: World, agentId: string): string[] {
  const seats = [...(index.seats.get(agentId)?.values() ?? [])].flat();
  return idsOf(seats.filter(({ slots }) => slots > 0).map(({ queue }) => queue));
}
