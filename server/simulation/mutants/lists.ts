/** Broken rules about pull lists (C10, C11). */
import type { Mutant } from './mutant.ts';
import { broken, renumber } from './mutant.ts';

export const LIST_MUTANTS: readonly Mutant[] = [
  {
    name: 'forgets-lists',
    story: 'who signs in again has to subscribe to the lists again',
    found: ['I11'],
    breaks: (core) =>
      broken(core, {
        misremember: (world, event, evolve) => {
          evolve(world, event);
          const agent = event.type === 'agent.signedIn' ? world.state.agents[event.agentId] : undefined;
          if (agent !== undefined) agent.listIds = [];
        },
      }),
  },
  {
    name: 'parked-stays-active',
    story: 'what all agents have left stands on its list as if somebody were in it',
    found: ['I11'],
    breaks: (core) =>
      broken(core, {
        misstate: (events) =>
          renumber(
            events,
            events.filter(
              (event) => event.type !== 'conversation.stateChanged' || event.state !== 'INACTIVE',
            ),
          ),
      }),
  },
  {
    name: 'joins-twice',
    story: 'who is in a conversation of a list joins it again as a second person',
    found: ['I1'],
    breaks: (core) =>
      broken(core, {
        misread: (state, command) => {
          if (command.type !== 'conversation.join') return;
          const conversation = state.conversations[command.conversationId];
          if (conversation === undefined) return;
          conversation.participants = conversation.participants.filter(({ ref }) => ref !== command.agentId);
        },
      }),
  },
  {
    name: 'ended-with-somebody-in-it',
    story: 'who was in a conversation that was ended from its list still holds it',
    found: ['I1'],
    breaks: (core) =>
      broken(core, {
        misstate: (events, command) =>
          command.type === 'conversation.endListed'
            ? renumber(
                events,
                events.filter(({ type }) => type !== 'task.closed'),
              )
            : events,
      }),
  },
];
