/**
 * The rows of a timeline: days, the unread divider, messages in groups, lines, and what is still on its way.
 * Rows of what has not changed are the same objects as before, so that only new ones are drawn.
 */
import type { Entry, LineEntry, MessageEntry } from '../store/fold.ts';
import type { Outgoing } from '../store/model.ts';
import { wordsOf } from '../store/outgoing.ts';

const MINUTE = 60_000;

export type MessageRow = {
  kind: 'message';
  key: string;
  entry: MessageEntry;
  own: boolean;
  /** First and last of its group. */
  first: boolean;
  last: boolean;
};

export type Row =
  | { kind: 'day'; key: string; at: number }
  | { kind: 'unread'; key: string }
  | LinesRow
  | MessageRow
  | OutgoingRow;

/** What the system had to say between two messages: one row, folded when it is more than one line. */
export type LinesRow = { kind: 'lines'; key: string; entries: readonly LineEntry[] };

export type OutgoingRow = { kind: 'outgoing'; key: string; message: Outgoing; first: boolean; last: boolean };

type RowOptions = {
  /** Id of the agent at this desk. */
  me: string;
  /** The seq after which everything was unread when the conversation was opened, or null. */
  divider: number | null;
};

/** Gives the rows for entries and outbox; called again, it continues where it was. */
export type RowMaker = (
  entries: readonly Entry[],
  outgoing: readonly Outgoing[],
  options: RowOptions,
) => readonly Row[];

/** The key of a message's row: the same while it is on its way and when it has arrived. */
export function messageKey(messageId: string): string {
  return `m:${messageId}`;
}

/** The groups of the timeline: one sender within one minute. */
function together(a: Entry | undefined, b: Entry | undefined): boolean {
  return (
    a?.kind === 'message' &&
    b?.kind === 'message' &&
    a.author.kind === b.author.kind &&
    a.author.id === b.author.id &&
    a.whisper === b.whisper &&
    sameMinute(a, b)
  );
}

function sameMinute(a: { at: number } | undefined, b: { at: number } | undefined): boolean {
  return a !== undefined && b !== undefined && Math.floor(a.at / MINUTE) === Math.floor(b.at / MINUTE);
}

type Day = { start: number; end: number };

function dayOf(at: number): Day {
  const start = new Date(at).setHours(0, 0, 0, 0);
  return { start, end: new Date(start).setHours(24) };
}

/** What has been made so far, to be continued. */
type Made = {
  entries: readonly Entry[];
  options: RowOptions;
  rows: Row[];
  /** How many rows nothing that follows can change, and the index of the first entry that is not in them. */
  sure: number;
  from: number;
  day: Day;
  divided: boolean;
};

function nothingMade(options: RowOptions): Made {
  const day = { start: Infinity, end: -Infinity };
  return { entries: [], options, rows: [], sure: 0, from: 0, day, divided: options.divider === null };
}

/** Whether `entries` go on where `made` has ended. */
function continues(made: Made, entries: readonly Entry[], options: RowOptions): boolean {
  const last = made.entries.length - 1;
  return (
    last >= 0 &&
    made.options.me === options.me &&
    made.options.divider === options.divider &&
    entries[0] === made.entries[0] &&
    entries[last] === made.entries[last]
  );
}

/** A maker of rows for one conversation. */
export function rowMaker(): RowMaker {
  const drawn = new WeakMap<MessageEntry, MessageRow>();
  let made = nothingMade({ me: '', divider: null });
  let sent: readonly Outgoing[] = [];
  let all: readonly Row[] = [];

  const messageRow = (entry: MessageEntry, own: boolean, first: boolean, last: boolean): MessageRow => {
    const known = drawn.get(entry);
    if (known?.own === own && known.first === first && known.last === last) return known;
    const row: MessageRow = { kind: 'message', key: messageKey(entry.id), entry, own, first, last };
    drawn.set(entry, row);
    return row;
  };

  const make = (entries: readonly Entry[], options: RowOptions): Made => {
    const goOn = continues(made, entries, options);
    const next: Made = goOn
      ? { ...made, entries, rows: made.rows.slice(0, made.sure) }
      : { ...nothingMade(options), entries };
    // A message at the end is drawn again: what follows it may belong to its group.
    for (let i = goOn ? made.from : 0; i < entries.length; i += 1) {
      const entry = entries[i];
      if (entry === undefined) continue;
      if (entry.at < next.day.start || entry.at >= next.day.end) {
        next.day = dayOf(entry.at);
        next.rows.push({ kind: 'day', key: `d:${entry.seq}`, at: entry.at });
      }
      const unread = entry.kind === 'message' && entry.author.kind === 'customer';
      if (!next.divided && unread && entry.seq > (options.divider ?? 0)) {
        next.divided = true;
        next.rows.push({ kind: 'unread', key: 'unread' });
      }
      next.sure = next.rows.length;
      next.from = i;
      if (entry.kind === 'line') {
        const before = next.rows.at(-1);
        if (before?.kind === 'lines') {
          next.rows[next.rows.length - 1] = { ...before, entries: [...before.entries, entry] };
        } else next.rows.push({ kind: 'lines', key: `l:${entry.seq}`, entries: [entry] });
        // What follows changes nothing about it, or joins it.
        next.sure = next.rows.length;
        next.from = i + 1;
        continue;
      }
      const own = entry.author.kind === 'agent' && entry.author.id === options.me;
      const above = next.rows.at(-1)?.kind === 'message' ? entries[i - 1] : undefined;
      const first = !together(above, entry);
      next.rows.push(messageRow(entry, own, first, !together(entry, entries[i + 1])));
    }
    return next;
  };

  /** What is on its way already stands in the group that it will have, so that nothing moves when it arrives. */
  const withOutgoing = (arrived: readonly Row[], outgoing: readonly Outgoing[]): Row[] => {
    const rows = [...arrived];
    const last = rows.at(-1);
    const joins =
      last?.kind === 'message' && last.own && !last.entry.whisper && sameMinute(last.entry, outgoing[0]);
    if (joins) rows.splice(-1, 1, messageRow(last.entry, true, last.first, false));
    outgoing.forEach((message, index) => {
      const first = index === 0 ? !joins : !sameMinute(outgoing[index - 1], message);
      const end = !sameMinute(message, outgoing[index + 1]);
      rows.push({ kind: 'outgoing', key: messageKey(message.id), message, first, last: end });
    });
    return rows;
  };

  return (entries, outgoing, options) => {
    const same =
      entries === made.entries && options.me === made.options.me && options.divider === made.options.divider;
    if (same && outgoing === sent) return all;
    if (!same) made = make(entries, options);
    sent = outgoing;
    all = outgoing.length === 0 ? made.rows : withOutgoing(made.rows, outgoing);
    return all;
  };
}

/** A first guess at a row's height in px, before it has been measured. */
export function guessHeight(row: Row): number {
  switch (row.kind) {
    case 'message':
      return 36 + 20 * linesOf(row.entry.body.text) + (row.first ? 30 : 3) + (row.last ? 19 : 0);
    case 'outgoing':
      return 62 + 20 * linesOf(wordsOf(row.message.body));
    case 'day':
    case 'unread':
      return 38;
    case 'lines':
      return row.entries.reduce((height, { note }) => (note === null ? height : height + 40), 28);
  }
}

/** Lines beyond the first, up to where texts are folded. */
function linesOf(text: string): number {
  return Math.min(19, Math.floor(text.length / 72));
}
