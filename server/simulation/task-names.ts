/**
 * What a history calls a task: its conversation and its place there. The core's own ids depend on all that was
 * before, so they would lead nowhere once a history is shortened.
 */
import type { Task } from '../core/state.ts';

export class TaskNames {
  /** The tasks of each conversation in the order in which they began. */
  readonly #tasks = new Map<string, { id: string; seq: number }[]>();

  add({ id, conversationId }: Pick<Task, 'id' | 'conversationId'>, seq: number): void {
    const tasks = this.#tasks.get(conversationId) ?? [];
    tasks.push({ id, seq });
    this.#tasks.set(conversationId, tasks);
  }

  /** Tasks that began after this event have never been. */
  forgetAfter(seq: number): void {
    for (const [conversationId, tasks] of this.#tasks) {
      this.#tasks.set(
        conversationId,
        tasks.filter((task) => task.seq <= seq),
      );
    }
  }

  /** The name of a task; an id that is none of ours stays what it is. */
  nameOf(taskId: string, conversationId: string): string {
    const place = this.#tasks.get(conversationId)?.findIndex(({ id }) => id === taskId) ?? -1;
    return place < 0 ? taskId : `${conversationId}#${place}`;
  }

  /** The task of this name, or the name itself when there is none. */
  taskOf(name: string): string {
    const [conversationId = '', place] = name.split('#');
    return this.#tasks.get(conversationId)?.[Number(place)]?.id ?? name;
  }
}
