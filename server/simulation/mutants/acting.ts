/** Broken rules about what agents do in conversations (A14, C27). */
import type { Mutant } from './mutant.ts';
import { broken } from './mutant.ts';

export const ACTING_MUTANTS: readonly Mutant[] = [
  {
    name: 'calls-back-and-keeps-them',
    story: 'an agent who calls somebody back is not ready and keeps the customers, who wait',
    found: ['I14'],
    breaks: (core) =>
      broken(core, {
        misread: (state, command) => {
          if (command.type !== 'agent.setState') return;
          const config = structuredClone(state.config);
          for (const reason of Object.values(config.reasons)) Reflect.deleteProperty(reason, 'callback');
          state.config = config;
        },
      }),
  },
  {
    name: 'links-from-outside',
    story: 'an agent who is not in a conversation says who its customer is',
    found: ['I14'],
    breaks: (core) =>
      broken(core, {
        misstate: (events, _command, world) =>
          events.map((event) => {
            if (event.type !== 'conversation.customerChanged' || event.agentId === null) return event;
            const outsider = Object.keys(world.state.agents).find(
              (id) =>
                world.state.conversations[event.conversationId]?.participants.every(
                  ({ ref }) => ref !== id,
                ) === true,
            );
            return outsider === undefined ? event : { ...event, agentId: outsider };
          }),
      }),
  },
];
