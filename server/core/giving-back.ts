/** How a customer waits again when their agent leaves without handing them over (T9, A7, C22). */
import type { Queue } from './config.ts';
import type { Conversation, Task, TaskCloseReason } from './state.ts';
import type { Turn } from './turn.ts';
import { closeIfOver } from './closing.ts';
import { awaitsAgent, dismissHelpers, endIfUnserved } from './conversation.ts';
import { lookup } from './lookup.ts';
import { hasPrimary, removeParticipant } from './participant.ts';
import { beginRequest, enqueue, queueOf } from './queue.ts';
import { channelOf } from './rules.ts';
import { servesCustomer } from './task-modes.ts';
import { closePart } from './wrapup.ts';

/** The way back into a queue. */
type WayBack = {
  /** How the agent's task ends, and why they are out. */
  reason: TaskCloseReason;
  left: string;
  priority: number;
  /** Another queue than the one that the customer came from. */
  queue?: Queue;
  /** Who is asked first, by name. */
  agentId?: string;
  /** Who is not asked again while there is anybody else (D11). */
  tried?: Record<string, number>;
};

/** The priority of those who go ahead of all others (D21). */
export const AHEAD_OF_ALL = 11;

/** Who was with the customer without a queue (C18): theirs is the one that their channel leads to. */
function queueOfChannel({ world }: Turn, conversation: Conversation, { queueId }: Task): Queue | undefined {
  const { config } = world.state;
  const channel = lookup(config.channels, channelOf(world.state, conversation) ?? '');
  if (queueId !== null || channel?.entry.kind !== 'QUEUE') return undefined;
  return lookup(config.queues, channel.entry.queueId);
}

/** Where the customer of a task would wait again. */
export function queueBehind(turn: Turn, conversation: Conversation, task: Task): Queue | undefined {
  return queueOf(turn, task) ?? queueOfChannel(turn, conversation, task);
}

/** Whether there is anything of the customer's but calls. */
function isWritten({ world }: Turn, { sessionIds }: Conversation): boolean {
  return sessionIds.some((id) => lookup(world.state.sessions, id)?.legs === undefined);
}

/**
 * The agent is out at once. With the last who talks to the customer, they wait again, since they came (as after RONA). So
 * does what the customer writes where the agent stays by a call alone.
 */
export function giveBack(turn: Turn, conversation: Conversation, task: Task, way: WayBack): void {
  const { was, participant } = closePart(turn, conversation, task, way.reason);
  removeParticipant(turn, conversation, participant, way.left);
  if (!servesCustomer(was)) return;
  if (conversation.participants.some((one) => one.role === 'PRIMARY' && one !== participant)) return;
  if (conversation.sessionIds.length === 0) {
    closeIfOver(turn, conversation);
    return;
  }
  if (!hasPrimary(conversation)) dismissHelpers(turn, conversation);
  else if (!isWritten(turn, conversation)) return;
  if (awaitsAgent(turn, conversation)) return;
  const queue = way.queue ?? queueBehind(turn, conversation, was);
  const { priority, agentId, tried = {} } = way;
  // A queue that is configured no more can serve nobody.
  if (queue === undefined) endIfUnserved(turn, conversation, 'FORCE_CLOSED');
  else if (agentId === undefined) enqueue(turn, conversation, queue, priority, null, was.enqueuedAt, tried);
  else
    beginRequest(turn, {
      conversationId: conversation.id,
      queueId: queue.id,
      mrdId: queue.mrdId,
      direction: 'INBOUND',
      target: { kind: 'AGENT', agentId },
      requestedBy: null,
      noteId: null,
      fallback: 'QUEUE',
      priority,
      enqueuedAt: was.enqueuedAt,
      nextStepAt: null,
      preferredAgentId: null,
      tried,
    });
}
