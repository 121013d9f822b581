/** Which conversations the list shows: by filter and by search. Pure, over what the desk knows. */
import { channelName } from '../desk/ChannelIcon.tsx';
import { toPlainText } from '../markdown/plain-text.ts';
import { listedConversations } from '../store/kind.ts';
import { unreadOf } from '../store/local.ts';
import type { Conversation, DeskState, ListFilter } from '../store/model.ts';

/** The filters, in the order in which they are offered. */
export const FILTERS: readonly ListFilter[] = ['all', 'waiting', 'unread', 'drafts', 'wrapup'];

/** Whether the customer waits for this agent's answer. */
export function waitsForMe(conversation: Conversation): boolean {
  return (
    conversation.kind === 'mine' &&
    conversation.gone === null &&
    conversation.role !== 'WRAP_UP' &&
    conversation.transcript.fold.waitingSince !== null
  );
}

function passes(state: DeskState, conversation: Conversation, filter: ListFilter): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'waiting':
      return waitsForMe(conversation);
    case 'unread':
      return unreadOf(state, conversation) > 0;
    case 'drafts':
      return (state.drafts[conversation.id] ?? '').trim() !== '';
    case 'wrapup':
      return conversation.role === 'WRAP_UP' && conversation.gone === null;
  }
}

/** How many conversations pass each filter. */
export function countsOf(state: DeskState): Record<ListFilter, number> {
  const counts: Record<ListFilter, number> = { all: 0, waiting: 0, unread: 0, drafts: 0, wrapup: 0 };
  for (const conversation of listedConversations(state)) {
    for (const filter of FILTERS) if (passes(state, conversation, filter)) counts[filter] += 1;
  }
  return counts;
}

/** A text as it is compared: without case, accents and width. */
export function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
}

/** All by which a conversation is found. */
function wordsOf(conversation: Conversation): string {
  const { customer, sessions, queue, transcript } = conversation;
  return plain(
    [
      customer.name,
      toPlainText(transcript.fold.last?.body.text ?? ''),
      ...customer.identities.map(({ value }) => value),
      ...sessions.flatMap((session) => [
        session.identifier,
        session.channelName,
        channelName(session.channelType),
      ]),
      queue,
    ].join('\n'),
  );
}

/** Whether every word of the search is found. */
function found(conversation: Conversation, search: string): boolean {
  const wanted = plain(search).split(/\s+/u).filter(Boolean);
  if (wanted.length === 0) return true;
  const words = wordsOf(conversation);
  return wanted.every((word) => words.includes(word));
}

/** Those of `ids` that the list shows, in their order. */
export function visible(state: DeskState, ids: readonly string[]): string[] {
  const { filter, search } = state.list;
  return ids.filter((id) => {
    const conversation = state.conversations[id];
    return conversation !== undefined && passes(state, conversation, filter) && found(conversation, search);
  });
}
