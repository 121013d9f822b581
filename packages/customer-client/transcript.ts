import type { MessageFrame, Receipts } from '../../protocol/customer-channel/frames.ts';
import { choicesOf, textOf } from './choices.ts';
import type { ChatEntry, ChatMessage, MessageStatus } from './state.ts';
import { thingOf } from './things.ts';

/**
 * The conversation as it is put together from frames that may come late, twice or out of order. Entries stand
 * in the server's order (`seq`); what has none yet stands at the end in the order it was written.
 */
export type Transcript = {
  entries: readonly ChatEntry[];
  /** Ids of the newest own messages that are known to be delivered and read, and their places when known. */
  receipts: Receipts;
};

export const EMPTY_TRANSCRIPT: Transcript = { entries: [], receipts: { delivered: null, read: null } };

const RANK: Record<MessageStatus, number> = { sending: 0, failed: 0, sent: 1, delivered: 2, read: 3 };

/** Adds an entry, or completes the one with the same id. */
export function place(transcript: Transcript, entry: ChatEntry): Transcript {
  const known = transcript.entries.find((other) => other.id === entry.id);
  const rest =
    known === undefined ? transcript.entries : transcript.entries.filter((other) => other !== known);
  const entries = insert(rest, known === undefined ? entry : merge(known, entry));
  return withReceipts({ ...transcript, entries });
}

/** Changes one own message: confirmed, failed, being sent again. */
export function update(transcript: Transcript, id: string, change: Partial<ChatMessage>): Transcript {
  const known = transcript.entries.find((entry) => entry.id === id);
  if (known?.kind !== 'message') return transcript;
  const rest = transcript.entries.filter((entry) => entry !== known);
  return withReceipts({ ...transcript, entries: insert(rest, { ...known, ...change }) });
}

/** Notes a receipt: everything up to `messageId` has come that far. */
export function receive(transcript: Transcript, status: 'DELIVERED' | 'READ', messageId: string): Transcript {
  const key = status === 'READ' ? 'read' : 'delivered';
  const current = transcript.receipts[key];
  if (current !== null && seqOf(transcript, current) > seqOf(transcript, messageId)) return transcript;
  return withReceipts({ ...transcript, receipts: { ...transcript.receipts, [key]: messageId } });
}

/** What a frame does to an earlier message: other words, or (null) it is taken back; null: nothing. */
export function changeOf({ id, header, body }: MessageFrame): { id: string; text: string | null } | null {
  const changed = header.originalMessageId ?? null;
  if (changed === null || changed === id) return null;
  if (isTakenBack(body)) return { id: changed, text: null };
  return header.intent === 'UPDATE' ? { id: changed, text: textOf(body) } : null;
}

/** Carries that out; nothing where the message is not there. */
export function change(
  transcript: Transcript,
  { id, text }: { id: string; text: string | null },
): Transcript {
  if (text !== null) return update(transcript, id, { text, edited: true });
  const entries = transcript.entries.filter((entry) => entry.id !== id);
  return entries.length === transcript.entries.length ? transcript : { ...transcript, entries };
}

/** Its author does not want it to be read. */
function isTakenBack({ type }: { type: string }): boolean {
  return type === 'DELETEDNOTIFICATION';
}

/** The entry that a message frame stands for, or null when it is not one to show as a message. */
export function messageOf(frame: MessageFrame): ChatMessage | null {
  const { body, header } = frame;
  if (body.type === 'NOTIFICATION' || body.type === 'DELIVERYNOTIFICATION' || isTakenBack(body)) return null;
  const mine = header.sender.type === 'CUSTOMER' || header.sender.type === 'CONNECTOR';
  const thing = thingOf(body);
  return {
    kind: 'message',
    id: frame.id,
    seq: frame.seq ?? null,
    mine,
    senderName: mine ? '' : header.sender.senderName,
    senderType: header.sender.type,
    text: textOf(body),
    bodyType: body.type,
    choices: choicesOf(body),
    ...(thing !== null && { thing }),
    ...(typeof header.editedAt === 'number' && { edited: true as const }),
    replyTo: header.originalMessageId ?? null,
    at: header.timestamp,
    status: mine ? 'sent' : null,
    error: null,
  };
}

function insert(entries: readonly ChatEntry[], entry: ChatEntry): ChatEntry[] {
  const place = entry.seq ?? Number.POSITIVE_INFINITY;
  let at = entries.length;
  while (at > 0 && (entries[at - 1]?.seq ?? Number.POSITIVE_INFINITY) > place) at -= 1;
  return [...entries.slice(0, at), entry, ...entries.slice(at)];
}

function merge(known: ChatEntry, next: ChatEntry): ChatEntry {
  if (known.kind === 'notice' || next.kind === 'notice') return known;
  const status =
    known.status !== null && next.status !== null && RANK[known.status] > RANK[next.status]
      ? known.status
      : next.status;
  return {
    ...known,
    ...next,
    seq: next.seq ?? known.seq,
    status,
    error: status === 'failed' ? known.error : null,
  };
}

function seqOf(transcript: Transcript, id: string): number {
  return transcript.entries.find((entry) => entry.id === id)?.seq ?? -1;
}

function withReceipts(transcript: Transcript): Transcript {
  const { delivered, read } = transcript.receipts;
  if (delivered === null && read === null) return transcript;
  const readTo = read === null ? -1 : seqOf(transcript, read);
  const deliveredTo = delivered === null ? -1 : seqOf(transcript, delivered);
  const entries = transcript.entries.map((entry) => {
    if (entry.kind !== 'message' || !entry.mine || entry.seq === null || entry.status === 'failed')
      return entry;
    const status: MessageStatus =
      entry.seq <= readTo ? 'read' : entry.seq <= deliveredTo ? 'delivered' : (entry.status ?? 'sent');
    if (entry.status !== null && RANK[status] <= RANK[entry.status]) return entry;
    return { ...entry, status };
  });
  const same = entries.every((entry, index) => entry === transcript.entries[index]);
  return same ? transcript : { ...transcript, entries };
}
