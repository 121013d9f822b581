/** Broken rules about supervisors who act on others (C21–C24, A7). */
import type { Config } from '../../core/config.ts';
import type { Mutant } from './mutant.ts';
import { broken } from './mutant.ts';

/** Every team is this supervisor's. */
export function asIfTheirs(config: Config, by: string): Config {
  const one = config.agents[by];
  if (one === undefined) return config;
  const supervises = Object.keys(config.teams);
  return { ...config, agents: { ...config.agents, [by]: { ...one, supervises } } };
}

export const OVERSIGHT_MUTANTS: readonly Mutant[] = [
  {
    name: 'supervisor-of-everybody',
    story: "a supervisor changes the state of another team's agent",
    found: ['I14'],
    breaks: (core) =>
      broken(core, {
        insist: (state, command) => {
          if (!('by' in command) || typeof command.by !== 'string') return false;
          state.config = asIfTheirs(state.config, command.by);
          return true;
        },
      }),
  },
  {
    name: 'monitor-is-shown',
    story: 'agents see that a supervisor listens to them',
    found: ['I10'],
    breaks: (core) => ({
      ...core,
      audiences: (state, events) =>
        core.audiences(state, events).map((to, index) => {
          const event = events[index];
          if (event?.type !== 'participant.joined') return to;
          const { participants } = state.conversations[event.conversationId] ?? { participants: [] };
          const agents = participants.filter(({ kind }) => kind === 'AGENT').map(({ ref }) => ref);
          return { ...to, agentIds: [...new Set([...to.agentIds, ...agents])] };
        }),
    }),
  },
  {
    name: 'forced-out-and-forgotten',
    story: 'the customers of an agent who was forced out wait behind everybody else',
    found: ['I14'],
    breaks: (core) =>
      broken(core, {
        misstate: (events, command) =>
          command.type !== 'agent.logout' || command.by === undefined
            ? events
            : events.map((event) =>
                event.type === 'task.queued' && event.task.attempt === 1
                  ? { ...event, task: { ...event.task, priority: 1 } }
                  : event,
              ),
      }),
  },
];
