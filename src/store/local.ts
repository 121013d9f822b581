/** What the agent does at this desk: pure changes of the local part of the state. */
import type { MessageEntry } from './fold.ts';
import { countAfter } from './fold.ts';
import { leftBehind } from './endings.ts';
import type { Conversation, DeskState, Outgoing, PlaceId, Refusal, Settings, WrapupDraft } from './model.ts';
import { addNotice, addUnsentNotice } from './unsent.ts';

type Change = Partial<DeskState>;

function without<T>(record: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> {
  if (!Object.hasOwn(record, key)) return record;
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}

/** Up to which seq a conversation has been read: at this desk, or at another tab or machine. */
function readUpTo(state: DeskState, conversation: Conversation): number {
  return Math.max(conversation.transcript.fold.readByMe, state.seen[conversation.id] ?? 0);
}

/** Customer messages that the agent has not seen; a watched conversation is nobody's to read. */
export function unreadOf(state: DeskState, conversation: Conversation): number {
  if (conversation.kind === 'watched') return 0;
  return countAfter(conversation.transcript.fold, readUpTo(state, conversation));
}

/** Opens a conversation, or none. */
export function open(state: DeskState, id: string | null): Change {
  const left = state.selected === id ? state : leftBehind(state);
  return {
    ...left,
    selected: id,
    readingAway: false,
    place: 'conversations',
    contextOpen: false,
    dividers: dividersFor(state, id === null ? undefined : left.conversations[id]),
  };
}

/** Goes to a place, as it was left. */
export function went(state: DeskState, place: PlaceId): Change {
  return place === 'conversations' ? open(state, state.selected) : { place };
}

/** A link led to a conversation that is not at this desk: a notice says so, once for each. */
export function nothingLinked(state: DeskState, id: string, at: number): DeskState {
  return addNotice(state, {
    id: `link:${id}`,
    text: 'notice.notHere',
    values: {},
    tone: 'warn',
    at,
    conversationId: null,
  });
}

/** Where a conversation that is opened has its divider: at what has not been read, if there is any. */
function dividersFor(state: DeskState, opened: Conversation | undefined): DeskState['dividers'] {
  if (opened === undefined) return state.dividers;
  if (unreadOf(state, opened) === 0) return without(state.dividers, opened.id);
  return { ...state.dividers, [opened.id]: readUpTo(state, opened) };
}

/** Everything known of a conversation up to now has been seen. */
export function seen(state: DeskState, id: string): Change {
  const head = state.conversations[id]?.transcript.head ?? 0;
  return head <= (state.seen[id] ?? 0) ? {} : { seen: { ...state.seen, [id]: head } };
}

/**
 * The newest customer message of which the customer has no receipt from this agent yet, or
 * (`READ`) that it has been seen; null when nothing is due. Only who answers the customer tells it.
 */
export function newestToAcknowledge(
  state: DeskState,
  conversation: Conversation,
  status: 'DELIVERED' | 'READ',
): MessageEntry | null {
  const { fold, based } = conversation.transcript;
  if (!based || conversation.role !== 'PRIMARY' || conversation.gone !== null) return null;
  const marked = status === 'READ' ? fold.readByMe : fold.deliveredByMe;
  const upTo = status === 'READ' ? (state.seen[conversation.id] ?? 0) : Infinity;
  const newest = fold.customerSeqs.findLast((seq) => seq <= upTo);
  if (newest === undefined || newest <= marked) return null;
  for (let i = fold.entries.length - 1; i >= 0; i -= 1) {
    const entry = fold.entries[i];
    if (entry?.kind === 'message' && entry.seq === newest) return entry;
  }
  return null;
}

/** What is asked of the server at a control, and not yet answered; null when it is. */
export function asking(state: DeskState, control: string, what: string | null): Change {
  return {
    asking: what === null ? without(state.asking, control) : { ...state.asking, [control]: what },
    refusals: what === null ? state.refusals : without(state.refusals, control),
  };
}

/** The server said no at a control; null when the agent has read it. */
export function refused(state: DeskState, control: string, refusal: Refusal | null): Change {
  return {
    refusals: refusal === null ? without(state.refusals, control) : { ...state.refusals, [control]: refusal },
  };
}

/** Keeps what is being typed. */
export function draft(state: DeskState, id: string, text: string): Change {
  return { drafts: text === '' ? without(state.drafts, id) : { ...state.drafts, [id]: text } };
}

/** Chooses the message that the next message answers; null for none. */
export function quote(state: DeskState, id: string, messageId: string | null): Change {
  return {
    quotes: messageId === null ? without(state.quotes, id) : { ...state.quotes, [id]: messageId },
  };
}

/** Whether new messages of a conversation are announced to screen readers. */
export function muted(state: DeskState, id: string, on: boolean): Change {
  return { muted: on ? { ...state.muted, [id]: true } : without(state.muted, id) };
}

/**
 * What was not sent stands in the field again, before what has been begun meanwhile. Only words to the customer do: what
 * was for agents alone must not stand where it could be sent to the customer. It becomes a notice, word for word.
 */
export function takenBack(state: DeskState, message: Outgoing, at: number): Change {
  if (message.body.kind !== 'text') return addUnsentNotice(state, message, at);
  const id = message.conversationId;
  const { text } = message.body;
  const begun = state.drafts[id] ?? '';
  const answers = state.quotes[id] ?? message.replyTo;
  return {
    ...draft(state, id, begun === '' ? text : `${text}\n${begun}`),
    ...quote(state, id, answers),
  };
}

/** Keeps codes and note of a wrap-up. */
export function wrapupDraft(state: DeskState, id: string, value: WrapupDraft | null): Change {
  return {
    wrapupDrafts: value === null ? without(state.wrapupDrafts, id) : { ...state.wrapupDrafts, [id]: value },
  };
}

/** Puts a message into the outbox, or changes it there. */
export function outgoing(state: DeskState, message: Outgoing): Change {
  return { outbox: { ...state.outbox, [message.id]: message } };
}

/** Takes a message out of the outbox. */
export function settledOutgoing(state: DeskState, id: string): Change {
  return { outbox: without(state.outbox, id) };
}

/** A notice has been read. */
export function dismissed(state: DeskState, id: string): Change {
  return { notices: state.notices.filter((notice) => notice.id !== id) };
}

/** Opens what ended while the agent was away; `null`: it has been read. */
export function away(state: DeskState, open: true | null): Change {
  if (open === true) return { readingAway: true, place: 'conversations' };
  // What was begun in a conversation that is over for all, and not in the list, is of no use any more.
  const over = (state.away?.endings ?? [])
    .filter((each) => !each.open && !Object.hasOwn(state.conversations, each.conversationId))
    .map((each) => each.conversationId);
  const kept = <T>(record: Readonly<Record<string, T>>) => over.reduce(without, record);
  return {
    away: null,
    readingAway: false,
    drafts: kept(state.drafts),
    quotes: kept(state.quotes),
    wrapupDrafts: kept(state.wrapupDrafts),
  };
}

/** Notices have been seen. */
export function noticesRead(state: DeskState, ids: ReadonlySet<string>): Change {
  return {
    notices: state.notices.map((notice) =>
      ids.has(notice.id) && notice.read !== true ? { ...notice, read: true } : notice,
    ),
  };
}

/** Changes which conversations the list shows. */
export function shownInList(
  state: DeskState,
  change: Partial<Pick<DeskState['list'], 'filter' | 'search'>>,
): Change {
  return { list: { ...state.list, ...change } };
}

/** Changes how the desk looks and sounds. */
export function settings(state: DeskState, change: Partial<Settings>): Change {
  return { settings: { ...state.settings, ...change } };
}
