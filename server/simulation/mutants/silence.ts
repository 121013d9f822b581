/** Broken rules about answers that are awaited, customers who are others now, and signs of life (A8, C25, Q1). */
import type { Mutant } from './mutant.ts';
import { broken, renumber } from './mutant.ts';

export const SILENCE_MUTANTS: readonly Mutant[] = [
  {
    name: 'answer-awaited-for-ever',
    story: 'a customer who was answered goes to another agent all the same',
    found: ['I5', 'I11'],
    breaks: (core) =>
      broken(core, {
        misstate: (events) =>
          renumber(
            events,
            events.filter((event) => event.type !== 'conversation.answerSettled' || event.expired),
          ),
      }),
  },
  {
    name: 'labels-raise-new-requests-alone',
    story: 'a label put on a customer who waits already changes nothing, nor does one that is taken away',
    found: ['I6'],
    breaks: (core) =>
      broken(core, {
        misstate: (events, { type }) =>
          type !== 'customer.update'
            ? events
            : renumber(
                events,
                events.filter((event) => event.type === 'conversation.customerChanged'),
              ),
      }),
  },
  {
    name: 'life-not-seen',
    story: 'an agent who is at work is signed out as if they were not',
    found: ['I5', 'I11'],
    breaks: (core) =>
      broken(core, {
        misremember: (world, event, evolve) => {
          const idle = event.type === 'agent.active' ? world.state.agents[event.agentId]?.idle : undefined;
          evolve(world, event);
          const agent = event.type === 'agent.active' ? world.state.agents[event.agentId] : undefined;
          if (agent?.idle !== undefined && idle !== undefined) agent.idle.logoutAt = idle.logoutAt;
        },
      }),
  },
];
