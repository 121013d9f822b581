/** What becomes of a request that the agent who was asked did not take, or that nobody took in its time. */
import type { Agent, Task } from './state.ts';
import type { ClosedTask } from './queue.ts';
import type { Turn } from './turn.ts';
import { endIfUnserved } from './conversation.ts';
import { lookup } from './lookup.ts';
import { isRoutable } from './mrd-state.ts';
import { hasPrimary } from './participant.ts';
import { askedPriority } from './priority.ts';
import { askByName, beginRequest, enqueue, queueOf, requeue } from './queue.ts';
import { servesCustomer } from './task-modes.ts';

/** Whether an agent made the request and is gone: then it is all that the customer has. */
function isHandedOver(turn: Turn, { requestedBy, conversationId }: Task): boolean {
  if (requestedBy?.kind !== 'AGENT') return false;
  const requester = lookup(turn.world.state.agents, requestedBy.agentId);
  return requester?.conversationIds.includes(conversationId) !== true;
}

/** The agent who handed the customer over, if they can take them back now. */
function requesterBack(turn: Turn, task: Task): Agent | undefined {
  const { agents, config } = turn.world.state;
  if (task.requestedBy?.kind !== 'AGENT' || task.mrdId === null) return undefined;
  const agent = lookup(agents, task.requestedBy.agentId);
  const mrd = agent && lookup(agent.mrds, task.mrdId);
  return agent !== undefined && mrd !== undefined && isRoutable(config, agent, mrd) ? agent : undefined;
}

/**
 * T4: a queue asks the next one. A request that named its agent goes where its fall-back says: back to who handed
 * over, or into its queue, also when that one cannot take it now. Otherwise it ends: who made it is in the
 * conversation and learns it there.
 */
export function tryNext(turn: Turn, closed: ClosedTask, triedBy: string | null): void {
  const { was, conversation } = closed;
  if (was.target.kind === 'QUEUE') {
    requeue(turn, closed, triedBy);
    return;
  }
  const returns = was.fallback === 'REQUESTER' && isHandedOver(turn, was);
  const requester = returns ? requesterBack(turn, was) : undefined;
  if (requester !== undefined) askByName(turn, closed, requester.id, triedBy);
  else if ((returns || was.fallback === 'QUEUE') && queueOf(turn, was) !== undefined)
    requeue(turn, closed, triedBy);
  else endIfUnserved(turn, conversation, 'NO_AGENT_AVAILABLE');
}

/**
 * How a customer who was handed over goes on waiting when the search is over, as a request of its own; null: they do
 * not. Asked before the task is closed, carried out afterwards.
 */
export function afterExpiry(turn: Turn, task: Task): (() => void) | null {
  const conversation = lookup(turn.world.state.conversations, task.conversationId);
  if (conversation === undefined || !isHandedOver(turn, task) || !servesCustomer(task)) return null;
  if (hasPrimary(conversation)) return null;
  if (task.fallback === 'REQUESTER') {
    const requester = requesterBack(turn, task);
    if (requester === undefined) return null;
    const target = { kind: 'AGENT', agentId: requester.id } as const;
    return () => beginRequest(turn, { ...task, target, fallback: 'END', nextStepAt: null });
  }
  const queue = task.fallback === 'QUEUE' ? queueOf(turn, task) : undefined;
  if (queue === undefined) return null;
  return () => enqueue(turn, conversation, queue, askedPriority(task), null, task.enqueuedAt);
}
