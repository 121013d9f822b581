/** What a waiting customer is told: the place in the queue and the expected wait (Q8). */
import type { World } from './world.ts';
import { lookup } from './lookup.ts';
import { queueIndexOf, waitingBefore } from './index/waiting.ts';

/** `position` counts from 1; `expectedMs` from now, null while nobody works for the queue: then nothing is promised. */
export type Wait = { position: number; expectedMs: number | null };

/** How long a conversation takes, as long as a queue has none of its own to learn from. */
export const USUAL_HANDLE_MS = 240_000;

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
  const handleMs = lookup(state.queueStats, queue.queue.id)?.averageHandleMs ?? USUAL_HANDLE_MS;
  if (queue.slots === 0) return { position, expectedMs: null };
  const expected = Math.round((position * handleMs) / queue.slots);
  const { ewtMinMs, ewtMaxMs } = queue.queue;
  return { position, expectedMs: Math.min(Math.max(expected, ewtMinMs), ewtMaxMs) };
}
