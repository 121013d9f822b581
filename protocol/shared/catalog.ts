/** How a protocol's socket events are listed, for `/docs`, for the tests and for whoever reads the source. */
import type * as z from 'zod/mini';

/** One event of a socket protocol. */
export type SocketEvent = {
  name: string;
  direction: 'toServer' | 'toClient';
  /** One sentence: what it does, and what follows. */
  summary: string;
  payload: z.ZodMiniType;
  /** The acknowledgement of success, when the event has more to say than `{status: "ok"}`. */
  ack?: z.ZodMiniType;
  /** Other spellings that are understood. */
  aliases?: readonly string[];
  /** True where the published protocol does not have it: an addition of ours. */
  addition?: boolean;
};
