/**
 * The transcript as a fold over its events in the order of their sequence: what is drawn, and what the list and
 * the ticks need to know. The fold of a prefix can be continued, so one new event costs one step; whatever the
 * order of arrival was, the result is the same (L-M9).
 */
import { callLine } from './call-lines.ts';
import type { Entry, LineEntry, MessageEntry } from './entries.ts';
import type { Body, Code, Happening, KeptEvent } from './events.ts';

export type { Entry, LineEntry, MessageEntry };

export type Fold = {
  entries: readonly Entry[];
  /** Up to which seq the customer has received and read. */
  delivered: number;
  read: number;
  /** Message id → why it did not reach the customer. */
  failed: Readonly<Record<string, string>>;
  /** Up to which seq this agent has read (own read receipts: the same in all tabs and after a reload). */
  readByMe: number;
  /** Up to which seq this agent has confirmed to the customer that messages have arrived. */
  deliveredByMe: number;
  /** Since when a customer's message has been without an answer, epoch ms. */
  waitingSince: number | null;
  /** The last message that is not a whisper. */
  last: MessageEntry | null;
  /** Customer messages: their seq, ascending, for the unread count. */
  customerSeqs: readonly number[];
  /** Message id → seq. Shared by a fold and those that continue it, so it may know more than this one shows. */
  places: ReadonlyMap<string, number>;
};

/** The fold of nothing. */
export const EMPTY_FOLD: Fold = {
  entries: [],
  delivered: 0,
  read: 0,
  failed: {},
  readByMe: 0,
  deliveredByMe: 0,
  waitingSince: null,
  last: null,
  customerSeqs: [],
  places: new Map(),
};

/** Mutable while a run of events is folded; frozen into a `Fold` at its end. */
type Draft = { -readonly [K in keyof Fold]: Fold[K] } & {
  entries: Entry[];
  customerSeqs: number[];
  places: Map<string, number>;
};

/** Entries by the event they came from: folding anew, as after an older page, gives the same objects again. */
const made = new WeakMap<KeptEvent, Entry>();

/** Where the entry with this seq stands; -1 when there is none. Entries ascend by seq. */
function indexOfSeq(entries: readonly Entry[], seq: number): number {
  let low = 0;
  let high = entries.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const at = entries[middle]?.seq ?? 0;
    if (at === seq) return middle;
    if (at < seq) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** Where a message stands among the entries; -1 when it is not (yet) there. */
export function indexOfMessage(fold: Pick<Fold, 'entries' | 'places'>, messageId: string): number {
  const seq = fold.places.get(messageId);
  if (seq === undefined) return -1;
  const index = indexOfSeq(fold.entries, seq);
  const entry = fold.entries[index];
  return entry?.kind === 'message' && entry.id === messageId ? index : -1;
}

/** A message by its id, or null when it is not loaded. */
export function messageOf(fold: Pick<Fold, 'entries' | 'places'>, messageId: string): MessageEntry | null {
  const entry = fold.entries[indexOfMessage(fold, messageId)];
  return entry?.kind === 'message' ? entry : null;
}

function seqOf(draft: Draft, messageId: string): number {
  return messageOf(draft, messageId)?.seq ?? 0;
}

function line(
  event: KeptEvent,
  what: LineEntry['what'],
  name: string,
  detail: string | null,
  personId = '',
  note: string | null = null,
  codes: readonly Code[] = [],
): LineEntry {
  const known = made.get(event);
  if (known?.kind === 'line') return known;
  const entry: LineEntry = {
    kind: 'line',
    id: event.id,
    seq: event.seq,
    at: event.at,
    what,
    name,
    detail,
    personId,
    codes,
    note,
  };
  made.set(event, entry);
  return entry;
}

function messageEntry(event: KeptEvent, what: Extract<Happening, { type: 'message' }>): MessageEntry {
  const known = made.get(event);
  if (known?.kind === 'message') return known;
  const entry: MessageEntry = {
    kind: 'message',
    id: what.messageId,
    seq: event.seq,
    at: event.at,
    author: what.author,
    whisper: what.whisper,
    body: what.body,
    replyTo: what.replyTo,
    ...(what.edited && { edited: true }),
  };
  made.set(event, entry);
  return entry;
}

/** The codes of a wrap-up. */
function codesOf(fields: Readonly<Record<string, unknown>>): Code[] {
  const codes = Array.isArray(fields.wrapups) ? (fields.wrapups as readonly unknown[]) : [];
  return codes.flatMap((code) => {
    if (typeof code !== 'object' || code === null) return [];
    const { categoryName, value } = code as Readonly<Record<string, unknown>>;
    if (typeof value !== 'string' || value === '') return [];
    return [{ categoryName: typeof categoryName === 'string' ? categoryName : '', value }];
  });
}

function noteOf({ note }: Readonly<Record<string, unknown>>): string | null {
  return typeof note === 'string' && note.trim() !== '' ? note.trim() : null;
}

function addMessage(draft: Draft, event: KeptEvent): void {
  const { what } = event;
  if (what.type !== 'message') return;
  // Only agents wrap up: from anybody else it is a message like any other, and never a line of the desk.
  if (what.body.type === 'WRAPUP' && what.author.kind === 'agent') {
    const { fields } = what.body;
    draft.entries.push(
      line(event, 'wrapup', what.author.name, null, what.author.id, noteOf(fields), codesOf(fields)),
    );
    return;
  }
  // An echo under an id that is shown already is the same message, not a second one (L-M7).
  if (messageOf(draft, what.messageId) !== null) return;
  const entry = messageEntry(event, what);
  draft.entries.push(entry);
  draft.places.set(entry.id, entry.seq);
  if (what.whisper) return;
  draft.last = entry;
  if (what.author.kind === 'customer') {
    draft.customerSeqs.push(event.seq);
    draft.waitingSince ??= event.at;
  } else if (what.author.kind === 'agent') {
    draft.waitingSince = null;
  }
}

/** What is not loaded (yet) comes with its present words anyway. */
function addChange(draft: Draft, messageId: string, body: Body): void {
  const index = indexOfMessage(draft, messageId);
  const entry = draft.entries[index];
  if (entry?.kind !== 'message') return;
  const changed: MessageEntry = { ...entry, body, edited: true };
  draft.entries[index] = changed;
  if (draft.last === entry) draft.last = changed;
}

function addReceipt(draft: Draft, event: KeptEvent, me: string): void {
  const { what } = event;
  if (what.type !== 'receipt') return;
  if (what.status === 'FAILED') {
    draft.failed = { ...draft.failed, [what.messageId]: what.reason ?? '' };
    return;
  }
  const seq = seqOf(draft, what.messageId);
  if (what.author.kind === 'agent') {
    if (what.author.id !== me) return;
    draft.deliveredByMe = Math.max(draft.deliveredByMe, seq);
    if (what.status === 'READ') draft.readByMe = Math.max(draft.readByMe, seq);
    return;
  }
  draft.delivered = Math.max(draft.delivered, seq);
  if (what.status === 'READ') draft.read = Math.max(draft.read, seq);
}

function step(draft: Draft, event: KeptEvent, me: string): void {
  const { what } = event;
  switch (what.type) {
    case 'message': {
      addMessage(draft, event);
      return;
    }
    case 'changed': {
      addChange(draft, what.messageId, what.body);
      return;
    }
    case 'receipt': {
      addReceipt(draft, event, me);
      return;
    }
    case 'session':
      if (what.change === 'updated') return;
      draft.entries.push(
        line(
          event,
          what.change === 'started' ? 'sessionStarted' : 'sessionEnded',
          what.session.channelType,
          what.reason,
        ),
      );
      if (what.change === 'ended') draft.waitingSince = null;
      return;
    case 'agentJoined':
      if (what.agent.role !== 'SILENT_MONITOR') {
        draft.entries.push(line(event, 'joined', what.agent.name, what.agent.role, what.agent.userId));
      }
      return;
    case 'agentLeft':
      if (what.agent.role !== 'SILENT_MONITOR') {
        draft.entries.push(line(event, 'left', what.agent.name, what.reason, what.agent.userId));
      }
      return;
    case 'queued':
      draft.entries.push(line(event, 'queued', what.queue, what.direction ?? null));
      return;
    case 'noAgent':
      draft.entries.push(line(event, 'noAgent', '', null));
      return;
    case 'reminded':
      draft.entries.push(line(event, 'reminded', '', null));
      return;
    case 'awaited':
      if (what.expired) draft.entries.push(line(event, 'notAnswered', '', null));
      return;
    case 'call':
      draft.entries.push(callLine(event, what, draft.entries));
      return;
    case 'roleChanged':
    case 'state':
    case 'customer':
    case 'hand':
    case 'rest':
    case 'typing':
    case 'other':
      return;
  }
}

/**
 * Continues `base` with `events`, which come after it in ascending order. `me` is the id of the agent at this
 * desk, whose own read receipts decide what is unread.
 */
export function foldOn(base: Fold, events: readonly KeptEvent[], me: string): Fold {
  if (events.length === 0) return base;
  const draft: Draft = {
    ...base,
    entries: [...base.entries],
    customerSeqs: [...base.customerSeqs],
    // A beginning has places of its own; what continues it adds to them, which harms nobody: a place is only
    // believed when the entry is there.
    places: base.entries.length === 0 ? new Map<string, number>() : (base.places as Map<string, number>),
  };
  for (const event of events) step(draft, event, me);
  return draft;
}

/** How far a message of this desk has come, as far as the server has said. */
export type Tick = 'sent' | 'delivered' | 'read' | 'failed';

/** The tick of an agent's message. */
export function tickOf(fold: Fold, entry: MessageEntry): Tick {
  if (Object.hasOwn(fold.failed, entry.id)) return 'failed';
  if (entry.seq <= fold.read) return 'read';
  return entry.seq <= fold.delivered ? 'delivered' : 'sent';
}

/** How many customer messages come after `seq`. */
export function countAfter(fold: Fold, seq: number): number {
  let count = 0;
  for (let i = fold.customerSeqs.length - 1; i >= 0 && (fold.customerSeqs[i] ?? 0) > seq; i -= 1) count += 1;
  return count;
}
