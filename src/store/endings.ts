/**
 * The end of a conversation for this agent. One that the agent has ended is removed. One that ended otherwise stays in its
 * place, readable and marked, with its draft, until the agent closes it.
 */
import { currentSession, isCall } from './conversation.ts';
import type { LineEntry } from './fold.ts';
import type { Conversation, DeskState, Notice } from './model.ts';
import { entryNoticeId, giveUp, hasUnsentWords, addNotice, addWrapupNotice } from './unsent.ts';

/** How many conversations that are over are kept at most; beyond it the one that ended first is closed. */
export const MOST_ENDED = 50;

const APPLIED = 'Wrap Up applied';
const EXPIRED = 'wrap Up Timer Expired';

/** Reasons by which an agent ends a conversation; some come as well when the agent has done nothing. */
const OWN_REASONS: ReadonlySet<string> = new Set([
  'UNSUBSCRIBED',
  'CHAT TRANSFERRED',
  APPLIED,
  'choosing leave without Wrap Up',
]);

/** The end of the last session, if that is over and not the agent's doing; else undefined. */
function endByCustomer(conversation: Conversation): LineEntry | undefined {
  if (currentSession(conversation)?.active !== false) return undefined;
  const end = conversation.transcript.fold.entries.findLast(
    (entry) => entry.kind === 'line' && entry.what === 'sessionEnded',
  );
  return end?.kind === 'line' && end.detail !== 'AGENT' ? end : undefined;
}

/** What clocks and the network may be off by, ms: so near to its end a wrap-up counts as run out. */
const SLACK = 1500;

/** Whether the time to wrap up has run out; `now` is epoch ms of the server's clock. */
function ranOut(conversation: Conversation, reason: string, now: number): boolean {
  if (reason === EXPIRED) return true;
  return reason === APPLIED && conversation.wrapup !== null && conversation.wrapup.endsAt - SLACK <= now;
}

/** Whether the agent has brought this end about, here or in another tab. */
function isOwnEnd(conversation: Conversation, reason: string, now: number): boolean {
  if (!OWN_REASONS.has(reason) || ranOut(conversation, reason, now)) return false;
  return conversation.role === 'WRAP_UP' || endByCustomer(conversation) === undefined;
}

const TEXTS: Readonly<Record<string, string>> = {
  [EXPIRED]: 'notice.over.wrapupExpired',
  [APPLIED]: 'notice.over.wrapupApplied',
  CLOSED: 'notice.over.closed',
  AGENT_SLA_EXPIRED: 'notice.over.notAnswered',
};

function over(conversation: Conversation, reason: string, at: number, stays: boolean): Notice {
  const end = reason === 'UNSUBSCRIBED' || reason === 'CLOSED' ? endByCustomer(conversation) : undefined;
  const byCustomer = reason === 'UNSUBSCRIBED' || end !== undefined;
  return {
    // The same in every tab, and as in `entryNoticeId` where the customer's end of the chat has a notice already.
    id:
      end === undefined
        ? `over:${conversation.id}:${conversation.transcript.head}`
        : entryNoticeId(conversation.id, end.id),
    text: byCustomer
      ? isCall(conversation)
        ? 'notice.callEnded'
        : 'notice.customerLeft'
      : (TEXTS[reason] ?? 'notice.over.other'),
    values: { name: conversation.customer.name, reason },
    tone: 'warn',
    at,
    conversationId: stays ? conversation.id : null,
  };
}

function without<T>(record: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}

/** Takes a conversation out of the desk with all that was begun in it; what was not sent becomes a notice, word for word. */
export function closeConversation(state: DeskState, id: string, at: number): DeskState {
  const next = giveUp(state, (message) => message.conversationId === id, at);
  return {
    ...next,
    selected: next.selected === id ? null : next.selected,
    conversations: without(next.conversations, id),
    drafts: without(next.drafts, id),
    quotes: without(next.quotes, id),
    wrapupDrafts: without(next.wrapupDrafts, id),
  };
}

function closeOldest(state: DeskState): DeskState {
  const ended = Object.values(state.conversations)
    .filter((each) => each.gone !== null && each.id !== state.selected)
    .sort((a, b) => (a.gone?.at ?? 0) - (b.gone?.at ?? 0));
  return ended
    .slice(0, Math.max(0, ended.length - MOST_ENDED))
    .reduce((next, each) => closeConversation(next, each.id, each.gone?.at ?? 0), state);
}

/** A conversation is over for this agent; `reason` is the server's, `at` epoch ms of this machine. */
export function endConversation(state: DeskState, id: string, reason: string, at: number): DeskState {
  const known = state.conversations[id];
  if (known?.gone !== null) return state;
  const now = at + state.clockOffset;
  const looked = state.selected === id;
  // Whoever only watched needs no notice, and has nothing to put away.
  if (known.kind === 'watched' && !looked && !hasUnsentWords(state, id))
    return closeConversation(state, id, at);
  if (isOwnEnd(known, reason, now)) return closeConversation(state, id, at);
  const expired = ranOut(known, reason, now);
  const stays = looked || !expired || hasUnsentWords(state, id);
  // What ended while the connection was away gets its notice from who noticed it.
  const withNotice =
    looked || reason === 'UNKNOWN' ? state : addNotice(state, over(known, reason, at, stays));
  if (!stays) {
    return closeConversation(
      reason === EXPIRED ? addWrapupNotice(withNotice, known, at) : withNotice,
      id,
      at,
    );
  }
  const gone = { ...known, gone: { reason, at }, wrapup: null, awaited: null, typing: null, actions: [] };
  return closeOldest({ ...withNotice, conversations: { ...withNotice.conversations, [id]: gone } });
}

/** The agent looks at something else: a wrap-up that ran out and has no words left in it has been seen. */
export function leftBehind(state: DeskState): DeskState {
  const left = state.selected === null ? undefined : state.conversations[state.selected];
  if (left === undefined || left.gone === null || left.role !== 'WRAP_UP') return state;
  const draft = state.wrapupDrafts[left.id];
  const kept = hasUnsentWords(state, left.id) || (left.gone.reason === EXPIRED && draft !== undefined);
  return kept ? state : closeConversation(state, left.id, left.gone.at);
}
