/** What was said in a conversation, read back from the store as one reader may see it. */
import type { BotMessage, ChatMessage } from '../../../protocol/chat-solution/messages.ts';
import type { DomainEvent, EventOf } from '../../core/events.ts';
import { PastVisibility } from '../../core/past-visibility.ts';
import type { Viewer } from '../../core/visibility.ts';
import type { JsonObject } from '../../engine/contract.ts';
import type { JournalReader } from '../../store/journal-reader.ts';
import { readPatiently } from '../shared/patient-read.ts';
import { wireMessage } from './chat-messages.ts';
import type { Cast } from './people.ts';
import { sizeOf } from '../../wire/message-size.ts';

const PAGE = 200;

/** So many messages of a conversation are shown at most, the newest of it. */
const MOST_MESSAGES = 1_000;

/** `seq`: sequence in the conversation's stream. */
export type PastMessage = { seq: number; message: ChatMessage | BotMessage };

export type PastReading = {
  conversationId: string;
  viewer: Viewer;
  cast: Cast;
  /** Nothing after this sequence. */
  toSeq: number;
  /** How long each page may take (ms). */
  withinMs: number;
  /** So much of it at most, as JSON; one message in any case. */
  mostBytes: number;
};

type Sources = { journal: Pick<JournalReader, 'conversationEvents'> };

type Said = DomainEvent & EventOf<'message.sent'>;

/** Everything that the reader may see, oldest first, page by page. */
export async function* visibleMessages(
  { journal }: Sources,
  { conversationId, viewer, toSeq, withinMs }: Omit<PastReading, 'cast' | 'mostBytes'>,
): AsyncGenerator<{ event: Said; content: JsonObject | null }> {
  const visibility = new PastVisibility(viewer);
  for (let afterSeq = 0; afterSeq < toSeq;) {
    const page = { afterSeq, limit: PAGE };
    const entries = await readPatiently(() => journal.conversationEvents(conversationId, page), withinMs);
    for (const { event, content } of entries) {
      if (event.streamSeq > toSeq) return;
      const sees = visibility.sees(event);
      if (sees && event.type === 'message.sent') yield { event, content };
    }
    const last = entries.at(-1);
    if (last === undefined || entries.length < PAGE) return;
    afterSeq = last.event.streamSeq;
  }
}

/** The newest messages of a conversation, in order. */
export async function readMessages(sources: Sources, reading: PastReading): Promise<PastMessage[]> {
  const { cast, viewer, mostBytes } = reading;
  const reader = 'agentId' in viewer ? viewer.agentId : null;
  const found: (PastMessage & { bytes: number })[] = [];
  let bytes = 0;
  for await (const { event, content } of visibleMessages(sources, reading)) {
    const message = wireMessage(event, content, cast, reader);
    if (message === null) continue;
    const size = sizeOf(message);
    bytes += size;
    found.push({ seq: event.streamSeq, message, bytes: size });
    while (found.length > MOST_MESSAGES || (bytes > mostBytes && found.length > 1)) {
      bytes -= found.shift()?.bytes ?? 0;
    }
  }
  return found;
}
