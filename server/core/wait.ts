/** What a waiting customer is told: the place in the queue and the expected wait (Q8). */
import type { QueueIndex } from './index/types.ts';
import type { World } from './world.ts';
import { lookup } from './lookup.ts';
import { queueIndexOf, waitingBefore } from './index/waiting.ts';

/** `position` counts from 1; `expectedMs` from now, null while nobody works for the queue: then nothing is promised. */
export type Wait = { position: number; expectedMs: number | null };

/** How long a conversation takes, as long as a queue has none of its own to learn from. */
export const USUAL_HANDLE_MS = 240_000;

/** How long whoever comes `position`th waits by the pace of late; null while nobody works for the queue. */
function expectedAt(world: World, queue: QueueIndex, position: number): number | null {
  const handleMs = lookup(world.state.queueStats, queue.queue.id)?.averageHandleMs ?? USUAL_HANDLE_MS;
  if (queue.slots === 0) return null;
  const { ewtMinMs, ewtMaxMs } = queue.queue;
  return Math.min(Math.max(Math.round((position * handleMs) / queue.slots), ewtMinMs), ewtMaxMs);
}

/** How long somebody would wait who comes to the queue now; 0 while an agent is free, null while nobody works for it. */
export function expectedWaitIn(world: World, queueId: string): number | null {
  const queue = world.index.queues.get(queueId);
  if (queue === undefined) return null;
  const waiting = queue.waiting.reduce((sum, { size }) => sum + size, 0);
  if (waiting === 0 && queue.eligible.some(({ size }) => size > 0)) return 0;
  return expectedAt(world, queue, waiting + 1);
}

/**
 * Position × average handle time ÷ slots that are worked, within the queue's bounds. Null for a task that does
 * not wait any more; a ringing one is next.
 */
export function waitOf(world: World, taskId: string): Wait | null {
  const { state, index } = world;
  const task = lookup(state.tasks, taskId);
  if (task?.state !== 'QUEUED' && task?.state !== 'OFFERED') return null;
  const queue = queueIndexOf(index, task);
  if (queue === undefined) return null;
  const position = task.state === 'OFFERED' ? 1 : waitingBefore(index, task) + 1;
  return { position, expectedMs: expectedAt(world, queue, position) };
}
