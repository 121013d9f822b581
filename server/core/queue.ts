/** Requests in their queues (T1, T4, T5, Q1, Q3, Q7). */
import type { Queue } from './config.ts';
import type { RevokeReason } from './events.ts';
import type { Conversation, Participant, Task, TaskCloseReason } from './state.ts';
import type { Turn } from './turn.ts';
import { tasksOf } from './find.ts';
import { lookup } from './lookup.ts';
import { nextStepAt } from './matching.ts';
import { askedPriority, ranked } from './priority.ts';
import { rule, scopeOfTask } from './rules.ts';
import { servesCustomer } from './task-modes.ts';
import { emit, newId } from './turn.ts';

/** What a request asks for, and on whose behalf. */
type Wanted = Pick<
  Task,
  | 'conversationId'
  | 'queueId'
  | 'mrdId'
  | 'direction'
  | 'target'
  | 'requestedBy'
  | 'noteId'
  | 'fallback'
  | 'priority'
  | 'asked'
  | 'enqueuedAt'
  | 'nextStepAt'
  | 'preferredAgentId'
> & { tried?: Task['tried'] };

/** T1: a request begins to look for an agent. */
export function beginRequest(turn: Turn, { asked, priority, ...wanted }: Wanted): void {
  const { state } = turn.world;
  emit(turn, {
    type: 'task.queued',
    task: {
      ...wanted,
      ...ranked(state, wanted.conversationId, askedPriority({ asked, priority })),
      id: newId(turn),
      mediaId: newId(turn),
      requestId: newId(turn),
      attempt: 1,
      state: 'QUEUED',
      arrival: state.seq + 1,
      ttlAt: turn.now + rule(state.config, 'requestTtlMs', scopeOfTask(state, wanted)),
      step: 0,
      tried: { ...wanted.tried },
      agentId: null,
      offeredAt: null,
      offerEndsAt: null,
      acceptedAt: null,
      wrapup: null,
    },
  });
}

/** T1: the customer of a conversation begins to wait, or waits again since the first time (`enqueuedAt`). */
export function enqueue(
  turn: Turn,
  conversation: Conversation,
  queue: Queue,
  priority: number,
  preferredAgentId: string | null,
  enqueuedAt: number = turn.now,
  tried: Task['tried'] = {},
): void {
  beginRequest(turn, {
    conversationId: conversation.id,
    queueId: queue.id,
    mrdId: queue.mrdId,
    direction: 'INBOUND',
    target: { kind: 'QUEUE' },
    requestedBy: null,
    noteId: null,
    fallback: 'END',
    priority,
    enqueuedAt,
    nextStepAt: nextStepAt(queue, 0, turn.now),
    preferredAgentId,
    tried,
  });
}

/** The queue of a task, as it is configured; undefined when it has none or it is gone. */
export function queueOf(turn: Turn, { queueId }: Pick<Task, 'queueId'>): Queue | undefined {
  return queueId === null ? undefined : lookup(turn.world.state.config.queues, queueId);
}

/** The customer's last agent, where the queue wants that one asked first (Q6). */
export function lastAgentFor(turn: Turn, queue: Queue, customerId: string): string | null {
  return queue.routeToLastAgent ? (lookup(turn.world.state.lastAgents, customerId) ?? null) : null;
}

/** What is left of a task that has just been closed: all that its callers may go on with. */
export type ClosedTask = {
  /** As it was; it is no longer in the state. */
  readonly was: Readonly<Task>;
  /** Its conversation, which is still open. */
  readonly conversation: Conversation | undefined;
  /** The agent who works on it, still a participant; undefined while it waited or was offered. */
  readonly participant: Participant | undefined;
};

/** A task ends. `revoke` says why the offer stops ringing, if it is one. */
export function closeTask(
  turn: Turn,
  task: Task,
  reason: TaskCloseReason,
  revoke: RevokeReason | null = null,
): ClosedTask {
  const conversation = lookup(turn.world.state.conversations, task.conversationId);
  const participant = conversation?.participants.find(({ taskId }) => taskId === task.id);
  emit(turn, {
    type: 'task.closed',
    taskId: task.id,
    conversationId: task.conversationId,
    agentId: task.agentId,
    direction: task.direction,
    queueId: task.queueId,
    reason,
    // Only an offer can be revoked, whoever asks.
    revoke: task.state === 'OFFERED' ? revoke : null,
  });
  return { was: task, conversation, participant };
}

type Attempt = Pick<Task, 'mrdId' | 'target' | 'fallback' | 'step' | 'nextStepAt'> &
  Partial<Pick<Task, 'queueId' | 'priority'>>;

function attemptAgain(turn: Turn, was: Readonly<Task>, attempt: Attempt, triedBy: string | null): void {
  const { asked, priority, ...task } = was;
  const wanted = attempt.priority ?? askedPriority({ asked, priority });
  emit(turn, {
    type: 'task.queued',
    task: {
      ...task,
      ...attempt,
      ...ranked(turn.world.state, task.conversationId, wanted),
      id: newId(turn),
      mediaId: newId(turn),
      attempt: task.attempt + 1,
      state: 'QUEUED',
      tried: triedBy === null ? { ...task.tried } : { ...task.tried, [triedBy]: turn.now },
      agentId: null,
      offeredAt: null,
      offerEndsAt: null,
      acceptedAt: null,
      wrapup: null,
    },
  });
}

/**
 * T4: the next attempt of a request whose offer came to nothing. It keeps its place in the queue; `triedBy`
 * has had the chance and is asked again only as D11 say.
 */
export function requeue(turn: Turn, { was: task }: ClosedTask, triedBy: string | null): void {
  const queue = queueOf(turn, task);
  let { step, nextStepAt: stepAt } = task;
  // Who was asked by name was in no circle; the queue begins with its first.
  if (task.target.kind === 'AGENT' && queue !== undefined) stepAt = nextStepAt(queue, step, turn.now);
  // While an offer rang, the circle went on widening.
  while (queue !== undefined && stepAt !== null && stepAt <= turn.now) {
    step += 1;
    stepAt = nextStepAt(queue, step, stepAt);
  }
  const { fallback } = task;
  // The queue may have moved to another MRD since.
  const mrdId = queue?.mrdId ?? task.mrdId;
  attemptAgain(turn, task, { mrdId, target: { kind: 'QUEUE' }, fallback, step, nextStepAt: stepAt }, triedBy);
}

/** The next attempt of a request asks this agent by name, and whoever its queue finds after that. */
export function askByName(turn: Turn, { was }: ClosedTask, agentId: string, triedBy: string | null): void {
  const { mrdId, step } = was;
  const target = { kind: 'AGENT', agentId } as const;
  attemptAgain(turn, was, { mrdId, target, fallback: 'QUEUE', step, nextStepAt: null }, triedBy);
}

/** The next attempt of a request waits in another queue, as its first circle's; its place is that of its time (C22). */
export function requeueIn(turn: Turn, { was }: ClosedTask, queue: Queue): void {
  attemptAgain(
    turn,
    was,
    {
      queueId: queue.id,
      mrdId: queue.mrdId,
      target: { kind: 'QUEUE' },
      fallback: was.fallback,
      step: 0,
      nextStepAt: nextStepAt(queue, 0, turn.now),
    },
    null,
  );
}

/** The next attempt of a request goes ahead of more others. */
export function requeueAhead(turn: Turn, { was }: ClosedTask, priority: number): void {
  const { mrdId, target, fallback, step, nextStepAt: stepAt } = was;
  attemptAgain(turn, was, { mrdId, target, fallback, step, nextStepAt: stepAt, priority }, null);
}

/** Q1: the labels of a customer are others now. What waits goes to the place that they give it, and keeps its time. */
export function rankAnew(turn: Turn, conversation: Conversation): void {
  const { state } = turn.world;
  for (const task of tasksOf(turn, conversation)) {
    if (task.state !== 'QUEUED' || !servesCustomer(task)) continue;
    if (ranked(state, conversation.id, askedPriority(task)).priority === task.priority) continue;
    const { mrdId, target, fallback, step, nextStepAt: stepAt } = task;
    const { was } = closeTask(turn, task, 'REROUTE');
    attemptAgain(turn, was, { mrdId, target, fallback, step, nextStepAt: stepAt }, null);
  }
}

/** The next circle of agents is asked, too. Counted from when it was due, so that late ticks don't add up. */
export function reachNextStep(turn: Turn, task: Task): void {
  const queue = queueOf(turn, task);
  const step = task.step + 1;
  emit(turn, {
    type: 'task.stepReached',
    taskId: task.id,
    step,
    nextStepAt: queue === undefined ? null : nextStepAt(queue, step, task.nextStepAt ?? turn.now),
  });
}
