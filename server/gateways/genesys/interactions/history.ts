/** What was said in a conversation, read back from the store as an agent may see it. */
import type { DomainEvent } from '../../../core/events.ts';
import { PastVisibility } from '../../../core/past-visibility.ts';
import type { Participant } from '../../../core/state.ts';
import type { JsonObject } from '../../../engine/contract.ts';
import type { ConversationEntry } from '../../../store/journal-reader.ts';
import { sizeOf } from '../../../wire/message-size.ts';
import type { StoredMessage } from '../../../wire/message-content.ts';
import { readPatiently } from '../../shared/patient-read.ts';
import type { GatewayContext } from '../../shared/context.ts';
import { messageOf, nicknameIn, type MessageItem, type MessageScope } from './messages.ts';
import type { Nicknames } from './nicknames.ts';

/** What is fetched at once. */
const PAGE = 500;

type HistorySources = Pick<GatewayContext, 'journal' | 'people' | 'directory' | 'settings'> & {
  nicknames: Nicknames;
};

/**
 * All messages up to a place of the stream, oldest first. Of more than `historyPageBytes` the first and the newest are
 * given. Rejects with UNAVAILABLE when the store does not answer.
 */
export async function readMessages(
  sources: HistorySources,
  conversationId: string,
  viewerId: string,
  toSeq: number,
): Promise<MessageItem[]> {
  const { settings } = sources;
  const entries = await readPatiently(
    () => readEntries(sources, conversationId, toSeq),
    settings.joinTimeoutMs,
  );
  const names = await customerNames(sources, entries);
  const visibility = new PastVisibility({ agentId: viewerId });
  const participants = new Map<string, Participant>();
  const nicknames = chosenIn(entries);
  let content: JsonObject | null = null;
  const scope: MessageScope = {
    viewerId,
    names: {
      directory: sources.directory(),
      nickname: (agentId) => sources.nicknames.of(conversationId, agentId) ?? nicknames.get(agentId),
      customer: (sessionId) => names.get(sessionId),
    },
    participant: (id) => participants.get(id),
    participantOf: (kind, ref) =>
      [...participants.values()].findLast((one) => one.kind === kind && one.ref === ref),
    content: () => content ?? undefined,
  };
  const items: MessageItem[] = [];
  for (const entry of entries) {
    const { event } = entry;
    if (event.type === 'participant.joined') participants.set(event.participant.id, event.participant);
    content = entry.content;
    const item = visibility.sees(event) ? messageOf(event, scope) : null;
    if (item !== null) items.push(item);
  }
  return fitting(items, settings.historyPageBytes);
}

async function readEntries(
  { journal }: HistorySources,
  conversationId: string,
  toSeq: number,
): Promise<ConversationEntry[]> {
  const all: ConversationEntry[] = [];
  for (let afterSeq = 0; ;) {
    const page = { afterSeq, beforeSeq: toSeq + 1, limit: PAGE };
    const entries = await journal.conversationEvents(conversationId, page);
    for (const entry of entries) all.push(entry);
    const last = entries.at(-1);
    if (last === undefined || entries.length < PAGE) return all;
    afterSeq = last.event.streamSeq;
  }
}

/** First names by session. */
async function customerNames(
  { people }: HistorySources,
  entries: readonly ConversationEntry[],
): Promise<Map<string, string>> {
  const started = entries.flatMap(({ event }) => (event.type === 'session.started' ? [event] : []));
  const customers = await people.customers([...new Set(started.map(({ customerId }) => customerId))]);
  const byId = new Map(customers.map(({ id, firstName }) => [id, firstName]));
  return new Map(started.map(({ sessionId, customerId }) => [sessionId, byId.get(customerId) ?? '']));
}

/** The names that agents had chosen, as their messages have them. */
function chosenIn(entries: readonly ConversationEntry[]): Map<string, string> {
  const chosen = new Map<string, string>();
  for (const { event, content } of entries) {
    const agentId = writerOf(event);
    const nickname =
      agentId === null ? undefined : nicknameIn((content ?? undefined) as StoredMessage | undefined);
    if (agentId !== null && nickname !== undefined) chosen.set(agentId, nickname);
  }
  return chosen;
}

function writerOf(event: DomainEvent): string | null {
  return event.type === 'message.sent' && event.sender.kind === 'AGENT' ? event.sender.agentId : null;
}

function fitting(items: MessageItem[], maxBytes: number): MessageItem[] {
  const [first] = items;
  let bytes = sizeOf(first);
  let from = items.length;
  while (from > 1) {
    bytes += sizeOf(items[from - 1]);
    if (bytes > maxBytes) break;
    from -= 1;
  }
  return first === undefined ? [] : [first, ...items.slice(from)];
}
