/** The rows of a timeline: days, the unread divider, messages in groups, lines, and what is still on its way. */
import type { Entry, LineEntry, MessageEntry } from '../store/fold.ts';
import type { Outgoing } from '../store/model.ts';

/** Messages of one sender within this time stand together, ms. */
const TOGETHER = 120_000;

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
  | { kind: 'line'; key: string; entry: LineEntry }
  | MessageRow
  | { kind: 'outgoing'; key: string; message: Outgoing; first: boolean };

function dayOf(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

function together(a: Entry | undefined, b: Entry | undefined): boolean {
  return (
    a?.kind === 'message' &&
    b?.kind === 'message' &&
    a.author.kind === b.author.kind &&
    a.author.id === b.author.id &&
    a.whisper === b.whisper &&
    Math.abs(b.at - a.at) < TOGETHER
  );
}

/**
 * Rows from the transcript's entries and the outbox. `divider`: the seq after which everything was unread when
 * the conversation was opened, or null.
 */
export function rowsOf(
  entries: readonly Entry[],
  outgoing: readonly Outgoing[],
  options: { me: string; divider: number | null },
): Row[] {
  const rows: Row[] = [];
  let day = Number.NaN;
  let divided = options.divider === null;
  for (let i = 0; i < entries.length; i += 1) {
    const entry = entries[i];
    if (entry === undefined) continue;
    const today = dayOf(entry.at);
    const newDay = today !== day;
    if (newDay) {
      day = today;
      rows.push({ kind: 'day', key: `day:${today}`, at: entry.at });
    }
    const begins = !divided && entry.kind === 'message' && entry.seq > (options.divider ?? 0);
    if (begins && entry.author.kind === 'customer') {
      divided = true;
      rows.push({ kind: 'unread', key: 'unread' });
    }
    if (entry.kind === 'line') {
      rows.push({ kind: 'line', key: entry.id, entry });
      continue;
    }
    const before = rows.at(-1)?.kind === 'message' ? entries[i - 1] : undefined;
    rows.push({
      kind: 'message',
      key: entry.id,
      entry,
      own: entry.author.kind === 'agent' && entry.author.id === options.me,
      first: !together(before, entry),
      last: !together(entry, entries[i + 1]),
    });
  }
  outgoing.forEach((message, index) => {
    // The key is the message's own id: when the server shows it, the row stays the same.
    rows.push({ kind: 'outgoing', key: message.id, message, first: index === 0 });
  });
  return rows;
}

/** A first guess at a row's height in px, before it has been measured. */
export function guessHeight(row: Row | undefined): number {
  switch (row?.kind) {
    case 'message':
      return (
        36 + 20 * Math.ceil(row.entry.body.text.length / 70) + (row.first ? 12 : 0) + (row.last ? 16 : 0)
      );
    case 'outgoing':
      return 44 + 20 * Math.ceil(row.message.text.length / 70);
    case 'day':
    case 'unread':
      return 40;
    default:
      return 28;
  }
}
