/** All that time will bring, in order. Deadlines stand in the state; this is their index. */
import type { Deadline, DeadlineIndex, DeadlineKind } from './types.ts';
import type { Agent, ChannelSession, Conversation, State, Task } from '../state.ts';
import { SortedList } from './sorted-list.ts';
import { nextAnswerDeadline, nextIdleDeadline } from '../due.ts';
import { rule, scopeOfTask } from '../rules.ts';

/** Among deadlines of the same moment: who leaves goes first, so that nothing is offered to them then. */
const PRECEDENCE: Record<DeadlineKind, number> = {
  'agent.grace': 0,
  'agent.idle': 1,
  'session.reconnect': 2,
  'conversation.hold': 3,
  'conversation.inactivity': 4,
  'conversation.reminder': 5,
  'conversation.answer': 6,
  task: 7,
  'task.reoffer': 8,
};

function deadlineOrder(a: Deadline, b: Deadline): number {
  if (a.at !== b.at) return a.at - b.at;
  if (a.kind !== b.kind) return PRECEDENCE[a.kind] - PRECEDENCE[b.kind];
  if (a.order !== b.order) return a.order - b.order;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** No deadlines yet. */
export function createDeadlines(): DeadlineIndex {
  return {
    ordered: new SortedList(deadlineOrder),
    bySubject: {
      'agent.grace': new Map(),
      'agent.idle': new Map(),
      'session.reconnect': new Map(),
      'conversation.hold': new Map(),
      'conversation.inactivity': new Map(),
      'conversation.reminder': new Map(),
      'conversation.answer': new Map(),
      task: new Map(),
      'task.reoffer': new Map(),
    },
  };
}

/** Sets the one deadline that a subject has of this kind; null takes it away (I5). */
function schedule(index: DeadlineIndex, kind: DeadlineKind, id: string, at: number | null, order = 0): void {
  const subjects = index.bySubject[kind];
  // Most kinds are rare: looking for an id in an empty map would still take its hash.
  if (at === null && subjects.size === 0) return;
  const existing = subjects.get(id);
  if (existing !== undefined) {
    if (existing.at === at) return;
    index.ordered.delete(existing);
  }
  if (at === null) {
    if (existing !== undefined) subjects.delete(id);
    return;
  }
  const deadline: Deadline = { at, kind, order, id };
  subjects.set(id, deadline);
  index.ordered.insert(deadline);
}

/** When a task has something to do next: its search, its offer or its wrap-up. */
function taskDeadline(task: Task): number | null {
  switch (task.state) {
    case 'QUEUED':
      return Math.min(task.ttlAt, task.nextStepAt ?? Infinity);
    case 'OFFERED':
      return Math.min(task.ttlAt, task.offerEndsAt ?? Infinity);
    case 'ACTIVE':
      return null;
    case 'WRAP_UP':
      return task.wrapup?.endsAt ?? null;
  }
}

/** Follows the task into whatever it is in now. */
export function scheduleTask(index: DeadlineIndex, task: Task): void {
  schedule(index, 'task', task.id, taskDeadline(task), task.arrival);
}

/**
 * When an agent who missed or rejected the request may be asked again (D11): the first such moment
 * after `after`. It matters only to requests that nobody else can take, so most have none.
 */
export function scheduleReoffer(index: DeadlineIndex, state: State, task: Task, after: number): void {
  let next = Infinity;
  if (task.state === 'QUEUED') {
    for (const agentId in task.tried) {
      const at = reofferAt(state, task, agentId);
      if (at !== null && at > after && at < next) next = at;
    }
  }
  schedule(index, 'task.reoffer', task.id, next === Infinity ? null : next, task.arrival);
}

/** From when on an agent who has tried the request may get it again; null for one who has not. */
export function reofferAt(state: State, task: Task, agentId: string): number | null {
  const triedAt = task.tried[agentId];
  if (triedAt === undefined) return null;
  return triedAt + Math.max(1, rule(state.config, 'reofferAfterMs', scopeOfTask(state, task)));
}

/** A8: when the agent is warned or signed out. */
export function scheduleIdle(index: DeadlineIndex, agent: Agent): void {
  schedule(index, 'agent.idle', agent.id, agent.idle === undefined ? null : nextIdleDeadline(agent.idle));
}

/** §17: until when the agent's lost connection is forgiven. */
export function scheduleGrace(index: DeadlineIndex, agent: Agent): void {
  schedule(index, 'agent.grace', agent.id, agent.graceUntil);
}

/** §17.5: until when the customer's is. */
export function scheduleReconnect(index: DeadlineIndex, session: ChannelSession): void {
  schedule(index, 'session.reconnect', session.id, session.reconnectUntil);
}

/** §14: until when the customer may be silent, and when they are reminded next (C26). */
export function scheduleInactivity(index: DeadlineIndex, { id, inactiveAt, remindAt }: Conversation): void {
  schedule(index, 'conversation.inactivity', id, inactiveAt);
  schedule(index, 'conversation.reminder', id, remindAt?.[0] ?? null);
}

/** C25: when the next warning is due that the customer awaits an answer, or the end of that time. */
export function scheduleAnswer(index: DeadlineIndex, { id, answer }: Conversation): void {
  schedule(index, 'conversation.answer', id, answer === undefined ? null : nextAnswerDeadline(answer));
}

/** C20: until when the conversation rests. */
export function scheduleHold(index: DeadlineIndex, conversation: Conversation): void {
  schedule(index, 'conversation.hold', conversation.id, conversation.hold?.endsAt ?? null);
}

/** Forgets all deadlines of a subject that is gone. */
export function unschedule(index: DeadlineIndex, kind: DeadlineKind, id: string): void {
  schedule(index, kind, id, null);
}
