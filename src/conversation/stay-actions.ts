/** The agent stays with a customer who awaits an answer: the time for it begins anew. */
import type { ActionTools } from '../desk/actions/tools.ts';

/** Where a refusal is shown. */
export const stayControl = (conversationId: string): string => `stay:${conversationId}`;

export type StayActions = { stay: (conversationId: string) => void };

export function stayActions({ ask, about, newId, now }: ActionTools): StayActions {
  return {
    stay: (id) => {
      const cimEvent = {
        id: newId(),
        name: 'RESET_AGENT_SLA',
        type: 'NOTIFICATION',
        timestamp: now(),
        data: {},
      };
      void ask(stayControl(id), 'stay', 'publishCimEvent', { ...about(id), cimEvent });
    },
  };
}
