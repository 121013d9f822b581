/** A task that an agent has at once, without an offer to anybody. */
import type { Task, TaskDirection } from './state.ts';
import type { Turn } from './turn.ts';
import { emit, newId } from './turn.ts';

export type DirectTask = {
  conversationId: string;
  agentId: string;
  queueId: string | null;
  /** null: it takes no place of an MRD. */
  mrdId: string | null;
  direction: TaskDirection;
};

/** Starts it. The agent takes part by it when they join. */
export function startDirectTask(
  turn: Turn,
  { conversationId, agentId, queueId, mrdId, direction }: DirectTask,
): Task {
  const task: Task = {
    id: newId(turn),
    mediaId: newId(turn),
    requestId: newId(turn),
    attempt: 1,
    conversationId,
    queueId,
    mrdId,
    direction,
    target: { kind: 'AGENT', agentId },
    requestedBy: null,
    noteId: null,
    fallback: 'END',
    state: 'ACTIVE',
    priority: 1,
    enqueuedAt: turn.now,
    arrival: turn.world.state.seq + 1,
    ttlAt: turn.now,
    step: 0,
    nextStepAt: null,
    tried: {},
    preferredAgentId: null,
    agentId,
    offeredAt: null,
    offerEndsAt: null,
    acceptedAt: turn.now,
    wrapup: null,
  };
  emit(turn, { type: 'task.started', task, agentId });
  return task;
}
