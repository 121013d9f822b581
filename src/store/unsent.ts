/** What was written to a conversation that is over can't be sent any more; the agent gets it back as a notice, word for word. */
import { wordsOf } from './outgoing.ts';
import type { Conversation, DeskState, Notice, Outgoing, WrapupDraft } from './model.ts';

/** How many notices are kept at most. */
export const NOTICES = 100;

/** Adds a notice, once. */
export function addNotice(state: DeskState, notice: Notice): DeskState {
  if (state.notices.some((known) => known.id === notice.id)) return state;
  return { ...state, notices: [...state.notices, notice].slice(-NOTICES) };
}

/** The id of the notice of something in a conversation: one event is one notice, whoever tells it. */
export function entryNoticeId(conversationId: string, entryId: string): string {
  return `${conversationId}:${entryId}`;
}

/** What a customer was called in a conversation that the desk may not have any more; empty when nobody knows. */
export function customerOf(state: DeskState, conversationId: string): string {
  return (
    state.conversations[conversationId]?.customer.name ??
    state.away?.endings.find((each) => each.conversationId === conversationId)?.name ??
    ''
  );
}

/** Tells the words of a message that the server has not taken and that have no other place. */
export function addUnsentNotice(state: DeskState, message: Outgoing, at: number): DeskState {
  return addNotice(state, {
    id: `unsent:${message.id}`,
    text: 'notice.unsent',
    values: { name: customerOf(state, message.conversationId), text: wordsOf(message.body) },
    tone: 'warn',
    at,
    conversationId: null,
  });
}

/** Takes the messages that `which` chooses out of the outbox and tells those that the server has not taken. */
export function giveUp(state: DeskState, which: (message: Outgoing) => boolean, at: number): DeskState {
  const over = Object.values(state.outbox).filter(which);
  if (over.length === 0) return state;
  const outbox = Object.fromEntries(Object.entries(state.outbox).filter(([, message]) => !which(message)));
  return over
    .filter((message) => message.state !== 'accepted')
    .reduce<DeskState>((next, message) => addUnsentNotice(next, message, at), { ...state, outbox });
}

/** Whether words were written in a conversation that have not reached the server. */
export function hasUnsentWords(state: DeskState, id: string): boolean {
  return (
    (state.drafts[id] ?? '').trim() !== '' ||
    Object.values(state.outbox).some((each) => each.conversationId === id && each.state !== 'accepted')
  );
}

/** Codes and note of a wrap-up as words. */
export function wrapupText(draft: WrapupDraft | undefined): string {
  if (draft === undefined) return '';
  return [draft.codes.map((code) => code.value).join(', '), draft.note]
    .filter((part) => part !== '')
    .join('\n');
}

/** L-T6: what was entered for a wrap-up that ended out of sight becomes a notice, word for word. */
export function addWrapupNotice(state: DeskState, conversation: Conversation, at: number): DeskState {
  const text = wrapupText(state.wrapupDrafts[conversation.id]);
  if (text === '') return state;
  return addNotice(state, {
    id: `wrapup:${conversation.id}`,
    text: 'notice.wrapupKept',
    values: { name: conversation.customer.name, text },
    tone: 'warn',
    at,
    conversationId: null,
  });
}
