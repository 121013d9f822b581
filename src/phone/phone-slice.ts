/**
 * What the server last said of the agent's phone, as it came. Nothing else of the phone is there before that: what
 * reads and draws it is fetched when a phone is told of.
 */
import type { ServerSlice } from '../store/server-slice.ts';

/** null: there is no phone, or nothing has been told yet. */
export const phoneSlice: ServerSlice<{ payload: unknown } | null> = {
  initial: null,
  events: { phone: (_before, payload) => ({ payload }) },
};
