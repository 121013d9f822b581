/** The rules of calls, each broken on purpose. */
import type { DomainEvent, EventType } from '../../core/events.ts';
import type { Core } from '../core.ts';
import { broken, renumber } from '../mutants/mutant.ts';
import { asIfTheirs } from '../mutants/oversight.ts';

type CallMutant = { name: string; found: readonly string[]; breaks: (core: Core) => Core };

/** The core that does not say some of its events. */
function silent(core: Core, isLost: (event: DomainEvent) => boolean): Core {
  return broken(core, {
    misstate: (events) =>
      renumber(
        events,
        events.filter((event) => !isLost(event)),
      ),
  });
}

const losing =
  (type: EventType) =>
  (core: Core): Core =>
    silent(core, (event) => event.type === type);

export const CALL_MUTANTS: readonly CallMutant[] = [
  { name: 'listens-unrecorded', found: ['V7'], breaks: losing('agent.callMonitored') },
  { name: 'listens-for-ever', found: ['V7'], breaks: losing('agent.callMonitoringEnded') },
  {
    name: 'listens-to-everybody',
    found: ['V7'],
    breaks: (core) =>
      broken(core, {
        insist: (state, command) => {
          if (command.type !== 'call.monitor') return false;
          state.config = asIfTheirs(state.config, command.by);
          return true;
        },
      }),
  },
  { name: 'answered-and-not-there', found: ['V1'], breaks: losing('call.legStarted') },
  { name: 'asked-for-ever', found: ['V2'], breaks: losing('participant.roleChanged') },
  {
    name: 'hung-up-and-in-again',
    found: ['V3'],
    breaks: (core) =>
      broken(core, {
        misremember: (world, event, evolve) => {
          evolve(world, event);
          for (const agent of Object.values(world.state.agents)) delete agent.pastCalls;
        },
      }),
  },
  {
    name: 'silent-on-the-phone',
    found: ['V4'],
    breaks: (core) =>
      broken(core, {
        misremember: (world, event, evolve) => {
          evolve(world, event);
          if (event.type !== 'call.legStarted') return;
          const conversation = world.state.conversations[event.conversationId];
          if (conversation !== undefined) conversation.inactiveAt = event.at + 3_600_000;
        },
      }),
  },
  { name: 'over-and-open', found: ['V5'], breaks: losing('session.ended') },
  {
    name: 'held-for-ever',
    found: ['V6'],
    breaks: (core) => silent(core, (event) => event.type === 'call.held' && !event.on),
  },
];
