import type { EndAck } from '../../protocol/customer-channel/frames.ts';
import { CUSTOMER_EVENTS } from '../../protocol/customer-channel/names.ts';
import type { RatingState } from './state.ts';
import type { Wire } from './wire.ts';

type Rating = {
  /** From 1 to 5, with what the customer has to say besides. */
  give: (rating: number, comment: string) => void;
  /** The connection is open. */
  opened: () => void;
  forget: () => void;
};

/** How long (ms) a rating waits for a connection before it counts as failed. */
const PATIENCE_MS = 15_000;

/** Brings the rating of a chat that is over to the server: opens a connection for it alone, and closes it again. */
export function createRating(wire: () => Wire, tell: (state: RatingState) => void): Rating {
  let waiting: { rating: number; comment: string } | null = null;
  let patience: ReturnType<typeof setTimeout> | undefined;

  const finish = (state: RatingState): void => {
    clearTimeout(patience);
    waiting = null;
    wire().close();
    tell(state);
  };
  const send = (): void => {
    if (waiting === null || !wire().isOpen()) return;
    const sent = waiting;
    wire().send(CUSTOMER_EVENTS.chatRated, sent, (acknowledgement) => {
      if (waiting !== sent) return;
      const answer = acknowledgement as EndAck | null;
      finish(answer?.code === 200 ? 'saved' : 'failed');
    });
  };
  return {
    give: (rating, comment) => {
      if (waiting !== null) return;
      waiting = { rating, comment };
      tell('sending');
      clearTimeout(patience);
      patience = setTimeout(() => {
        finish('failed');
      }, PATIENCE_MS);
      wire().open();
      send();
    },
    opened: send,
    forget: () => {
      clearTimeout(patience);
      waiting = null;
    },
  };
}
