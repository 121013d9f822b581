/** The sign-out of agents who do nothing: that it is near, and that the agent is there. */
import { fields, number } from '../base/fields.ts';
import type { ActionTools } from '../desk/actions/tools.ts';
import { receive } from '../store/desk-store.ts';
import { changed, type ServerSlice } from '../store/server-slice.ts';

/** When the agent will be signed out, epoch ms of the server's clock; null: not soon. */
export const inactivitySlice: ServerSlice<number | null> = {
  initial: null,
  events: { inactivityWarning: (_before, payload) => number(fields(payload).expiresAt) },
};

export type InactivityActions = {
  /** The agent is there: keys, mouse, touch. Told at most once in a tenth of the time, and at once after a warning. */
  isHere: () => void;
};

export function inactivityActions({ connection, store, get, me, now }: ActionTools): InactivityActions {
  let toldAt = -Infinity;
  return {
    isHere: () => {
      const { inactivityLimit, slices, link } = get();
      if (inactivityLimit === 0 || link.status !== 'online') return;
      const warned = (slices.get(inactivitySlice) ?? null) !== null;
      if (!warned && now() - toldAt < inactivityLimit / 10) return;
      toldAt = now();
      connection.say('agentActive', { agentId: me() });
      if (!warned) return;
      receive(store, {
        type: 'slice',
        at: now(),
        change: (states) => changed(states, inactivitySlice, () => null),
      });
    },
  };
}
