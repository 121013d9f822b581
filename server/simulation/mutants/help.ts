/** Broken rules about agents who ask others for help or hand over (C13, C16, D14, T8). */
import type { DomainEvent } from '../../core/events.ts';
import type { Mutant } from './mutant.ts';
import { broken, renumber } from './mutant.ts';

function isTransfer(event: DomainEvent): boolean {
  return event.type === 'task.queued' && event.task.direction === 'DIRECT_TRANSFER';
}

export const HELP_MUTANTS: readonly Mutant[] = [
  {
    name: 'transfer-keeps-its-agent',
    story: 'an agent has handed over and still talks to the customer',
    // What follows the transfer is missing, too: others may wait beside a free agent.
    found: ['I1', 'I6'],
    breaks: (core) =>
      broken(core, {
        misstate: (events, command) => {
          if (command.type !== 'agent.request' || !events.some(isTransfer)) return events;
          const begun = events.findIndex(isTransfer);
          return renumber(events, events.slice(0, begun + 1));
        },
      }),
  },
  {
    name: 'transfer-loses-the-customer',
    story: 'the agent is out, and nobody is asked instead',
    found: ['I1'],
    breaks: (core) =>
      broken(core, {
        misstate: (events, command) => {
          if (command.type !== 'agent.request' || command.direction !== 'DIRECT_TRANSFER') return events;
          const lost = new Set(
            events.flatMap((event) => (event.type === 'task.queued' ? [event.task.id] : [])),
          );
          const left = events.filter(
            (event) =>
              event.type !== 'task.queued' && !(event.type === 'task.offered' && lost.has(event.taskId)),
          );
          return renumber(events, left);
        },
      }),
  },
  {
    name: 'back-to-the-requester',
    story: 'a queue offers a transfer to the agent who has just made it',
    found: ['I3'],
    breaks: (core) =>
      broken(core, {
        misread: (state) => {
          for (const task of Object.values(state.tasks)) if (task.state === 'QUEUED') task.requestedBy = null;
        },
      }),
  },
  {
    name: 'fallback-forgotten',
    story: 'a customer is let go because one agent did not take them over',
    found: ['I1'],
    breaks: (core) =>
      broken(core, {
        misread: (state, command) => {
          if (command.type !== 'tick' && command.type !== 'task.reject') return;
          for (const task of Object.values(state.tasks)) if (task.state === 'OFFERED') task.fallback = 'END';
        },
      }),
  },
  {
    name: 'helper-promoted-unseen',
    story: 'a helper has taken over and is still shown as a helper',
    found: ['I1'],
    breaks: (core) =>
      broken(core, {
        misstate: (events, command) =>
          command.type === 'helper.promote'
            ? renumber(
                events,
                events.filter(({ type }) => type !== 'participant.roleChanged'),
              )
            : events,
      }),
  },
  {
    name: 'one-agent-too-many',
    story: 'more agents are asked into a conversation than may take part',
    found: ['I2'],
    breaks: (core) =>
      broken(core, {
        misread: (state, command) => {
          if (command.type !== 'agent.request') return;
          state.config = { ...state.config, rules: { ...state.config.rules, maxAgents: 99 } };
        },
      }),
  },
];
