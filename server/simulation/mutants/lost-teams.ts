/** Broken rules about supervisors who lose a team (C12, C18): too rare in random days, so a special day shows them. */
import type { DomainEvent } from '../../core/events.ts';
import type { World } from '../../core/world.ts';
import type { Mutant } from './mutant.ts';
import { broken, renumber } from './mutant.ts';
import { asIfTheirs } from './oversight.ts';

/** Whether it takes a listening or whispering supervisor out. */
function endsListening({ state }: World, event: DomainEvent): boolean {
  if (event.type === 'task.closed') {
    const parts = state.conversations[event.conversationId]?.participants ?? [];
    const part = parts.find(({ taskId }) => taskId === event.taskId);
    return part?.role === 'SILENT_MONITOR' || part?.role === 'WHISPER';
  }
  if (event.type !== 'participant.left') return false;
  return event.participant.role === 'SILENT_MONITOR' || event.participant.role === 'WHISPER';
}

export const LOST_TEAM_MUTANTS: readonly Mutant[] = [
  {
    name: 'revoked-and-listens-on',
    story: 'a supervisor whose team was taken away listens on',
    found: ['I14'],
    breaks: (core) =>
      broken(core, {
        misstate: (events, command, world) =>
          command.type === 'configure'
            ? renumber(
                events,
                events.filter((event) => !endsListening(world, event)),
              )
            : events,
      }),
  },
  {
    name: 'steps-back-to-strangers',
    story: 'a supervisor who talked to a customer listens to agents of other teams afterwards',
    found: ['I14'],
    breaks: (core) =>
      broken(core, {
        insist: (state, command) => {
          if (command.type !== 'supervision.change') return false;
          state.config = asIfTheirs(state.config, command.agentId);
          return true;
        },
      }),
  },
];
