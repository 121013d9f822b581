/** The tasks that wait in a queue, first come first served within a priority (I6). */
import type { Task } from '../state.ts';
import type { QueueIndex, WorldIndex } from './types.ts';

/** Q2 within one queue: priority, then who came first. */
export function waitingOrder(a: Task, b: Task): number {
  if (a.priority !== b.priority) return b.priority - a.priority;
  if (a.enqueuedAt !== b.enqueuedAt) return a.enqueuedAt - b.enqueuedAt;
  if (a.arrival !== b.arrival) return a.arrival - b.arrival;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** A task's step, which a changed configuration may have cut short. */
export function stepIn(queue: QueueIndex, step: number): number {
  return Math.min(step, queue.waiting.length - 1);
}

/** The queue in which a task waits; one that names its agent waits in none. */
export function queueIndexOf(index: WorldIndex, task: Task): QueueIndex | undefined {
  return task.queueId === null || task.target.kind === 'AGENT' ? undefined : index.queues.get(task.queueId);
}

/** Puts a queued task into its queue's order. */
export function addWaiting(index: WorldIndex, task: Task): void {
  const queue = queueIndexOf(index, task);
  queue?.waiting[stepIn(queue, task.step)]?.insert(task);
}

/** Takes it out again; `task.step` has to be what it was when it was put in. */
export function removeWaiting(index: WorldIndex, task: Task): void {
  const queue = queueIndexOf(index, task);
  queue?.waiting[stepIn(queue, task.step)]?.delete(task);
}

/** How many tasks of the queue wait before this one, in whatever step. */
export function waitingBefore(index: WorldIndex, task: Task): number {
  let before = 0;
  for (const list of queueIndexOf(index, task)?.waiting ?? []) before += list.rank(task);
  return before;
}
