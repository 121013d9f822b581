/**
 * Bringing waiting tasks and free agents together (Q1–Q12).
 *
 * Between two turns nothing waits that somebody could take. So a turn only has to look at what it has stirred:
 * agents who may have room now, and tasks that are new in their circle.
 */
import type { Config } from './config.ts';
import type { Seat } from './index/types.ts';
import type { Agent, Task } from './state.ts';
import type { Turn } from './turn.ts';
import { reofferAt } from './index/deadlines.ts';
import { lookup } from './lookup.ts';
import { isRoutable } from './mrd-state.ts';
import { settleMrds } from './mrd.ts';
import { closeTask } from './queue.ts';
import { rule, scopeOfTask } from './rules.ts';
import { selectionOrder } from './selection.ts';
import { tryNext } from './try-next.ts';
import { emit } from './turn.ts';
import { queueIndexOf, stepIn, waitingOrder } from './index/waiting.ts';

/** The agent's seat for this task, if they could take it right now (I3). */
function eligibleSeat(turn: Turn, task: Task, agentId: string): Seat | undefined {
  const seats = task.mrdId === null ? undefined : turn.world.index.seats.get(agentId)?.get(task.mrdId);
  const seat = seats?.find(({ queue }) => queue.queue.id === task.queueId);
  const isEligible = seat?.eligible === true && seat.step <= stepIn(seat.queue, task.step);
  return isEligible && isOutside(turn, task, agentId) ? seat : undefined;
}

/** Whoever is in the conversation already is not asked to come, nor is the agent who made the request (D14). */
function isOutside(turn: Turn, { conversationId, requestedBy }: Task, agentId: string): boolean {
  if (requestedBy?.kind === 'AGENT' && requestedBy.agentId === agentId) return false;
  const agent = lookup(turn.world.state.agents, agentId);
  return agent?.conversationIds.includes(conversationId) !== true;
}

/** The best of those who have not had the request yet. */
function bestUntried(turn: Turn, task: Task): Seat | undefined {
  const queue = queueIndexOf(turn.world.index, task);
  if (queue === undefined) return undefined;
  if (task.preferredAgentId !== null && !Object.hasOwn(task.tried, task.preferredAgentId)) {
    const lastAgent = eligibleSeat(turn, task, task.preferredAgentId);
    if (lastAgent !== undefined) return lastAgent;
  }
  const order = selectionOrder(queue.queue.selection);
  let best: Seat | undefined;
  for (let step = 0; step <= stepIn(queue, task.step); step++) {
    const seat = queue.eligible[step]?.find(
      ({ agentId }) => !Object.hasOwn(task.tried, agentId) && isOutside(turn, task, agentId),
    );
    if (seat !== undefined && (best === undefined || order(seat, best) < 0)) best = seat;
  }
  return best;
}

/** D11: whoever missed or rejected the request gets it again only alone, and after a pause. */
function bestTried(turn: Turn, task: Task): Seat | undefined {
  let best: Seat | undefined;
  for (const agentId in task.tried) {
    const again = reofferAt(turn.world.state, task, agentId);
    if (again === null || again > turn.now) continue;
    const seat = eligibleSeat(turn, task, agentId);
    if (seat === undefined) continue;
    if (best === undefined || selectionOrder(seat.queue.queue.selection)(seat, best) < 0) best = seat;
  }
  return best;
}

/** T2: the agent is asked, and the slot is taken. The offer ends with the search at the latest. */
function offer(turn: Turn, task: Task, agentId: string): void {
  const { state } = turn.world;
  // At least a millisecond: an offer that ends as it begins would go round for ever.
  const rings = Math.max(1, rule(state.config, 'ronaMs', scopeOfTask(state, task)));
  emit(turn, {
    type: 'task.offered',
    taskId: task.id,
    agentId,
    offerEndsAt: Math.min(turn.now + rings, task.ttlAt),
  });
}

/** Whether the search still runs. Its tick may be late; an offer would end as it begins. */
function isSearching(turn: Turn, task: Task): boolean {
  return task.ttlAt > turn.now;
}

/** The one to be asked first for a waiting task, if anybody. */
function bestSeat(turn: Turn, task: Task): Seat | undefined {
  return bestUntried(turn, task) ?? bestTried(turn, task);
}

/** The agent whom a task names, if they can take it now; no queue is asked. */
function namedAgent({ world: { state } }: Turn, { mrdId }: Task, agentId: string): string | undefined {
  const agent = lookup(state.agents, agentId);
  const mrd = agent === undefined || mrdId === null ? undefined : lookup(agent.mrds, mrdId);
  return agent !== undefined && mrd !== undefined && isRoutable(state.config, agent, mrd)
    ? agentId
    : undefined;
}

/** Offers a waiting task to the one to be asked first. One that names its agent does not wait for that one. */
function place(turn: Turn, task: Task): void {
  if (!isSearching(turn, task)) return;
  if (task.target.kind === 'AGENT') {
    const agentId = namedAgent(turn, task, task.target.agentId);
    // What else this turn has set free has taken the last place.
    if (agentId === undefined) tryNext(turn, closeTask(turn, task, 'REROUTE'), null);
    else offer(turn, task, agentId);
    return;
  }
  const seat = bestSeat(turn, task);
  if (seat !== undefined) offer(turn, task, seat.agentId);
}

function queuePriority({ queues }: Config, { queueId }: Task): number {
  return (queueId === null ? undefined : lookup(queues, queueId)?.priority) ?? 1;
}

/** Q2: queue priority where it is switched on, task priority, first come first served. */
function servingOrder(config: Config, a: Task, b: Task): number {
  if (config.queuePriority && a.queueId !== b.queueId) {
    const difference = queuePriority(config, b) - queuePriority(config, a);
    if (difference !== 0) return difference;
  }
  return waitingOrder(a, b);
}

/** The task to be served next of all that these agents may be given. */
function nextTaskFor(turn: Turn, agents: readonly Agent[]): Task | undefined {
  const { state, index } = turn.world;
  let next: Task | undefined;
  for (const { id } of agents) {
    const mayHave = (task: Task) => {
      const again = reofferAt(state, task, id);
      return (again === null || again <= turn.now) && isSearching(turn, task) && isOutside(turn, task, id);
    };
    for (const seats of index.seats.get(id)?.values() ?? []) {
      for (const seat of seats) {
        if (!seat.eligible) continue;
        for (let step = seat.step; step < seat.queue.waiting.length; step++) {
          const task = seat.queue.waiting[step]?.find(mayHave);
          if (task !== undefined && (next === undefined || servingOrder(state.config, task, next) < 0))
            next = task;
        }
      }
    }
  }
  return next;
}

/**
 * Fills the free slots of agents (L-R4). The task decides who gets it. That may be somebody who is to be asked
 * before them; then what waits for that one counts, too, for it may have been there first (I6). Each time one
 * task less waits or one agent more is looked at, so the loop ends.
 */
function fill(turn: Turn, stirred: readonly Agent[]): void {
  const agents = [...stirred];
  for (;;) {
    const task = nextTaskFor(turn, agents);
    const seat = task && bestSeat(turn, task);
    if (task === undefined || seat === undefined) return;
    const agent = lookup(turn.world.state.agents, seat.agentId);
    if (agent === undefined || agents.includes(agent)) offer(turn, task, seat.agentId);
    else agents.push(agent);
  }
}

/** Above this many stirred agents it is cheaper to go through all that waits (a new configuration). */
const FEW = 16;

function idsOf(lists: readonly Iterable<Task>[]): string[] {
  return lists.flatMap((list) => Array.from(list, ({ id }) => id));
}

/** What is still there of the ids collected in a turn, each once. */
function present<T>(ids: readonly string[], record: Record<string, T>): T[] {
  const distinct = ids.length > 1 ? new Set(ids) : ids;
  const found: T[] = [];
  for (const id of distinct) {
    const item = lookup(record, id);
    if (item !== undefined) found.push(item);
  }
  return found;
}

function settleAgents(turn: Turn): void {
  const { state, index } = turn.world;
  const agents = present(turn.stirred, state.agents);
  for (const agent of agents) settleMrds(turn, agent);
  turn.stirred.length = 0;
  if (agents.length <= FEW) fill(turn, agents);
  else
    for (const { waiting } of index.queues.values()) for (const id of idsOf(waiting)) turn.unplaced.push(id);
}

function placeTasks(turn: Turn): void {
  const { state } = turn.world;
  const tasks = present(turn.unplaced, state.tasks);
  turn.unplaced.length = 0;
  for (const { id } of tasks.sort((a, b) => servingOrder(state.config, a, b))) {
    const task = lookup(state.tasks, id);
    if (task?.state === 'QUEUED') place(turn, task);
  }
}

/**
 * Ends a step of a turn: MRD states follow the tasks, then all that can be offered is offered. What comes of that is
 * settled as well; each round a named request less goes back to its queue.
 */
export function settle(turn: Turn): void {
  while (turn.stirred.length > 0 || turn.unplaced.length > 0) {
    if (turn.stirred.length > 0) settleAgents(turn);
    placeTasks(turn);
  }
}
