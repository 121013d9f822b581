/** Broken rules about answers that are awaited and signs of life (A8, C25). */
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
