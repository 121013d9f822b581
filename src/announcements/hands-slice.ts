/**
 * Hands that are up for a supervisor, also in conversations in which the supervisor is not. Heard from the first moment
 * on, as the server tells those that are up when a desk connects.
 */
import { fields, list, text } from '../base/fields.ts';
import type { ServerSlice } from '../store/server-slice.ts';

/** `at`: when it was heard of, epoch ms of this machine. */
export type Hand = { conversationId: string; agentId: string; agent: string; at: number };

/** So many are remembered: more than anybody can answer. */
const MOST = 50;

const NOBODY: readonly Hand[] = [];

export const handsSlice: ServerSlice<readonly Hand[]> = {
  initial: NOBODY,
  events: {
    onCimEvent: (before, payload, at) => {
      const { cimEvent, conversationId } = fields(payload);
      const { name, data } = fields(cimEvent);
      if (name !== 'HAND_RAISED' && name !== 'HAND_DOWN') return before;
      const wire = fields(data);
      const hand = {
        conversationId: text(conversationId),
        agentId: text(wire.agentId),
        agent: text(list(wire.agentNames)[0]),
        at,
      };
      const others = before.filter(
        (one) => one.conversationId !== hand.conversationId || one.agentId !== hand.agentId,
      );
      return name === 'HAND_DOWN' ? others : [...others, hand].slice(-MOST);
    },
  },
  // Those that are still up are told again.
  offline: () => NOBODY,
};
