/** The connection: what is known when it is lost, when it is back, and when the server has sent everything again. */
import { endedNoticeId } from './away.ts';
import { endConversation } from './endings.ts';
import { nothingLinked } from './local.ts';
import type { Conversation, DeskState, Notice } from './model.ts';
import { endOffer } from './offers.ts';
import { giveUp, addNotice } from './unsent.ts';

const NOTHING: NonNullable<DeskState['unconfirmed']> = { offers: [], conversations: [], messages: 0 };

/** Connected: what was known has to be confirmed. */
export function linkUp(state: DeskState, at: number): DeskState {
  const first = state.unconfirmed === null && state.link.status === 'connecting';
  return {
    ...state,
    link: { status: 'online', since: at, caughtUp: null },
    unconfirmed: first
      ? state.unconfirmed
      : {
          offers: Object.keys(state.offers),
          conversations: Object.values(state.conversations)
            .filter((conversation) => conversation.gone === null)
            .map((conversation) => conversation.id),
          messages: 0,
        },
  };
}

export function linkDown(state: DeskState, at: number): DeskState {
  if (state.link.status === 'offline') return state;
  const status = state.presence === null ? 'connecting' : 'offline';
  return { ...state, link: { status, since: at, caughtUp: null } };
}

/** What was not confirmed after a reconnect is over: it ended while nobody could tell. */
export function settled(state: DeskState, at: number): DeskState {
  if (state.link.status !== 'online') return state;
  const { offers, conversations, messages } = state.unconfirmed ?? NOTHING;
  let next: DeskState = {
    ...state,
    unconfirmed: null,
    link: { ...state.link, caughtUp: messages > 0 ? messages : null },
  };
  for (const taskId of offers) {
    const offer = next.offers[taskId];
    if (offer !== undefined) next = endOffer(next, offer, 'UNKNOWN', at);
  }
  for (const id of conversations) {
    const over = next.conversations[id];
    if (over?.kind === 'mine' && id !== next.selected) next = addNotice(next, endedUnseen(over, at));
    next = endConversation(next, id, 'UNKNOWN', at);
  }
  next = giveUp(next, (message) => next.conversations[message.conversationId] === undefined, at);
  return selectedIsHere(next, at);
}

/** What was opened by a link before anything was known has to be there now; an offer of it is answered first. */
function selectedIsHere(state: DeskState, at: number): DeskState {
  const { selected } = state;
  if (selected === null || state.conversations[selected] !== undefined) return state;
  const next = { ...state, selected: null };
  const rings = Object.values(state.offers).some((offer) => offer.conversationId === selected);
  const ended = state.away?.endings.some((ending) => ending.conversationId === selected) === true;
  return rings || ended ? next : nothingLinked(next, selected, at);
}

function endedUnseen(conversation: Conversation, at: number): Notice {
  return {
    id: endedNoticeId(conversation.id),
    text: 'notice.conversationEnded',
    values: { name: conversation.customer.name },
    tone: 'warn',
    at,
    conversationId: conversation.id,
  };
}
