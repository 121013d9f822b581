/** What was written to a conversation that is over can't be sent any more; it is told, word for word, not lost. */
import type { DeskState, Notice, Outgoing } from './model.ts';

/** How many notices are kept at most. */
export const NOTICES = 100;

/** Adds something to be told, once. */
export function tell(state: DeskState, notice: Notice): DeskState {
  if (state.notices.some((known) => known.id === notice.id)) return state;
  return { ...state, notices: [...state.notices, notice].slice(-NOTICES) };
}

/** Takes the messages that `which` chooses out of the outbox and tells those that the server has not taken. */
export function giveUp(state: DeskState, which: (message: Outgoing) => boolean, at: number): DeskState {
  const over = Object.values(state.outbox).filter(which);
  if (over.length === 0) return state;
  const outbox = Object.fromEntries(Object.entries(state.outbox).filter(([, message]) => !which(message)));
  return over
    .filter((message) => message.state !== 'accepted')
    .reduce<DeskState>(
      (next, message) =>
        tell(next, {
          id: `unsent:${message.id}`,
          text: 'notice.unsent',
          values: {
            name: state.conversations[message.conversationId]?.customer.name ?? '',
            text: message.text,
          },
          tone: 'warn',
          at,
          conversationId: null,
        }),
      { ...state, outbox },
    );
}
