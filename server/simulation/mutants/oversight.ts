/** Broken rules about supervisors who act on others (C21–C24, A7). */
import type { Config } from '../../core/config.ts';
import type { DomainEvent } from '../../core/events.ts';
import type { World } from '../../core/world.ts';
import type { Mutant } from './mutant.ts';
import { broken, renumber } from './mutant.ts';

/** Every team is this supervisor's. */
function asIfTheirs(config: Config, by: string): Config {
  const one = config.agents[by];
  if (one === undefined) return config;
  const supervises = Object.keys(config.teams);
  return { ...config, agents: { ...config.agents, [by]: { ...one, supervises } } };
}

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
