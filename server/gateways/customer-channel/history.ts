import type { Receipts } from '../../../protocol/customer-channel/frames.ts';
import { lookup } from '../../core/lookup.ts';
import { isAddressedTo } from '../../core/visibility.ts';
import type { Conversation } from '../../core/state.ts';
import type { JournalReader } from '../../store/journal-reader.ts';
import type { Directory } from '../../configuration/directory.ts';
import { readPatiently } from '../shared/patient-read.ts';
import type { FramePlace } from '../../customers/customer-translation.ts';
import { messageFrame } from './customer-frames.ts';
import type { CustomerFrame } from './customer-frames.ts';

/**
 * What is fetched at once: few enough that also the fattest messages are a few megabytes. What has been fetched is
 * sent before more is, as fast as the socket reads.
 */
const PAGE = 100;

/**
 * Which part of a conversation: after one place, up to another (sequences of its stream). Each page of it has to
 * be there within `withinMs`.
 */
export type HistoryPart = { afterSeq: number; toSeq: number; withinMs: number };

/** The messages that the customer may see, in order. Rejects with UNAVAILABLE when they cannot be read. */
export async function* customerHistory(
  reader: JournalReader,
  part: HistoryPart,
  place: FramePlace,
  directory: Directory,
): AsyncGenerator<CustomerFrame> {
  let afterSeq = part.afterSeq;
  while (afterSeq < part.toSeq) {
    const page = { afterSeq, limit: PAGE };
    const entries = await readPatiently(
      () => reader.conversationEvents(place.conversationId, page),
      part.withinMs,
    );
    for (const { event, content } of entries) {
      if (event.streamSeq > part.toSeq) return;
      if (event.type !== 'message.sent' || event.visibility !== 'ALL') continue;
      if (!isAddressedTo(place.sessionId, event)) continue;
      const frame = messageFrame(event, content, place, directory);
      if (frame !== null) yield frame;
    }
    const last = entries.at(-1);
    if (last === undefined || entries.length < PAGE) return;
    afterSeq = last.event.streamSeq;
  }
}

/** How far agents have received and read: the newest messages of the conversation up to their marks. */
export function receiptsOf(conversation: Conversation): Receipts {
  let deliveredTo = 0;
  let readTo = 0;
  for (const participant of conversation.participants) {
    // Others help or watch behind the scenes.
    if (participant.kind !== 'AGENT' || participant.role !== 'PRIMARY') continue;
    const receipt = lookup(conversation.receipts, `AGENT:${participant.ref}`);
    deliveredTo = Math.max(deliveredTo, receipt?.delivered ?? 0);
    readTo = Math.max(readTo, receipt?.read ?? 0);
  }
  return { delivered: newestUpTo(conversation, deliveredTo), read: newestUpTo(conversation, readTo) };
}

function newestUpTo(conversation: Conversation, seq: number): string | null {
  let newest: string | null = null;
  let newestSeq = 0;
  for (const [id, at] of Object.entries(conversation.messages)) {
    if (at <= seq && at > newestSeq && !Object.hasOwn(conversation.internal, id)) {
      newest = id;
      newestSeq = at;
    }
  }
  return newest;
}
