/** Broken rules about raised hands and conversations that rest (C19, C20). */
import type { DomainEvent } from '../../core/events.ts';
import type { Mutant } from './mutant.ts';
import { broken, renumber } from './mutant.ts';

/** The core, which forgets to say one kind of fact. */
function silent(name: string, story: string, type: DomainEvent['type']): Mutant {
  return {
    name,
    story,
    found: ['I11', 'I5'],
    breaks: (core) =>
      broken(core, {
        misstate: (events) =>
          renumber(
            events,
            events.filter((event) => event.type !== type),
          ),
      }),
  };
}

export const REST_MUTANTS: readonly Mutant[] = [
  silent(
    'hand-stays-up',
    'supervisors are called to an agent who has left, or who has help',
    'conversation.handLowered',
  ),
  silent('rests-for-ever', 'a conversation rests without an end', 'conversation.paused'),
  {
    name: 'rest-counts-silence',
    story: 'a customer is let go for being silent while the conversation rests',
    found: ['I5'],
    breaks: (core) =>
      broken(core, {
        misremember: (world, event, evolve) => {
          if (event.type !== 'conversation.paused') {
            evolve(world, event);
            return;
          }
          const conversation = world.state.conversations[event.conversationId];
          const before = conversation?.inactiveAt ?? null;
          evolve(world, event);
          if (conversation !== undefined) conversation.inactiveAt = before;
        },
      }),
  },
];
