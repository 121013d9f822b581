/** What becomes of a request that the agent who was asked did not take. */
import type { ClosedTask } from './queue.ts';
import type { Turn } from './turn.ts';
import { endIfUnserved } from './conversation.ts';
import { queueOf, requeue } from './queue.ts';

/**
 * T4: a queue asks the next one. A request that named its agent waits in its queue from now on where its fall-back
 * says so, and ends otherwise: who made it is in the conversation and learns it there.
 */
export function tryNext(turn: Turn, closed: ClosedTask, triedBy: string | null): void {
  const { was, conversation } = closed;
  const named = was.target.kind === 'AGENT';
  if (!named || (was.fallback === 'QUEUE' && queueOf(turn, was) !== undefined)) {
    requeue(turn, closed, triedBy);
    return;
  }
  endIfUnserved(turn, conversation, 'NO_AGENT_AVAILABLE');
}
