/** I5: no deadline stands for what is gone. */
import type { DeadlineKind } from '../../core/index/types.ts';
import type { State } from '../../core/state.ts';
import type { World } from '../../core/world.ts';
import { demand } from '../violation.ts';

const SUBJECTS: Record<DeadlineKind, (state: State) => Record<string, unknown>> = {
  'agent.grace': (state) => state.agents,
  'agent.idle': (state) => state.agents,
  'session.reconnect': (state) => state.sessions,
  'conversation.hold': (state) => state.conversations,
  'conversation.inactivity': (state) => state.conversations,
  'conversation.reminder': (state) => state.conversations,
  'conversation.answer': (state) => state.conversations,
  task: (state) => state.tasks,
  'task.reoffer': (state) => state.tasks,
};

/** Every deadline that the core would wake up for, but the one that was put there on purpose. */
export function checkDeadlines({ state, index }: World, orphan: string): void {
  for (const [kind, subjects] of Object.entries(SUBJECTS) as [DeadlineKind, (typeof SUBJECTS)['task']][]) {
    const alive = subjects(state);
    for (const id of index.deadlines.bySubject[kind].keys()) {
      demand(
        id === orphan || Object.hasOwn(alive, id),
        'I5',
        () => `a deadline (${kind}) stands for ${id}, which is gone`,
      );
    }
  }
}
