/** What stands before an agent: what waits in the queues they serve, and who else works for these. */
import type { QueueIndex, WorldIndex } from './index-types.ts';
import type { SortedList } from './sorted-list.ts';
import type { Task } from './state.ts';

/** Agents who work for exactly the same queues at present. */
export type Crew = { queues: ReadonlySet<QueueIndex>; agentIds: string[] };

/** The queues that a signed-in agent serves, also those of work that is switched off. */
export function queuesOf(index: WorldIndex, agentId: string): QueueIndex[] {
  return [...(index.seats.get(agentId)?.values() ?? [])].flatMap((seats) => seats.map(({ queue }) => queue));
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
export function waitingIn(queues: readonly QueueIndex[]): { count: number; since: number | null } {
  let count = 0;
  let since = Infinity;
  for (const { waiting } of queues) {
    for (const list of waiting) {
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
export function crewsOf(index: WorldIndex): Crew[] {
  const crews = new Map<string, Crew>();
  for (const agentId of index.seats.keys()) {
    const queues = workedBy(index, agentId);
    if (queues.length === 0) continue;
    const key = queues.map(({ queue }) => queue.id).join(' ');
    const crew = crews.get(key);
    if (crew === undefined) crews.set(key, { queues: new Set(queues), agentIds: [agentId] });
    else crew.agentIds.push(agentId);
  }
  return [...crews.values()];
}

/** The queues that an agent works for now. */
export function workedBy(index: WorldIndex, agentId: string): QueueIndex[] {
  return [...(index.seats.get(agentId)?.values() ?? [])].flatMap((seats) =>
    seats.filter(({ slots }) => slots > 0).map(({ queue }) => queue),
  );
}
