/**
 * What happened in a conversation, read back from the store as the CIM events that were sent: for a desk that
 * opens it, closes a gap, or looks at the past.
 */
import type { CimEvent } from '../../../protocol/cim/event.ts';
import type { ChannelSession, Customer } from '../../../protocol/cim/parties.ts';
import type { Directory } from '../../configuration/directory.ts';
import type { DomainEvent } from '../../core/events.ts';
import { lookup } from '../../core/lookup.ts';
import { PastVisibility } from '../../core/past-visibility.ts';
import type { Participant } from '../../core/state.ts';
import type { JsonObject } from '../../engine/contract.ts';
import type { ConversationEntry } from '../../store/journal-reader.ts';
import type { SessionPlace } from '../../store/people.ts';
import type { Rating } from '../../store/ratings.ts';
import { cimEventOf } from './cim-events.ts';
import { ratingEvent } from './cim-messages.ts';
import { channelSessionOf, customerDocument } from './cim-parties.ts';
import type { Scope, TaskFacts } from './cim-scope.ts';
import type { GatewayContext } from './context.ts';
import { sizeOf } from '../../wire/message-size.ts';

/** Which part, by sequence of the conversation's stream. */
type HistoryPage = {
  /** Only later ones, from the oldest on. */
  afterSeq?: number;
  /** Only earlier ones, the newest of them. */
  beforeSeq?: number;
  limit: number;
  /** Bytes of the events as JSON; at least one event is given. Without it: the setting. */
  maxBytes?: number;
};

export type HistoryPart = {
  /** Oldest first. */
  events: CimEvent[];
  /** There is more on the far side: older ones, or (with `afterSeq`) newer ones. */
  more: boolean;
  /** The sequence of the last fact that was read, whether it shows or not; 0 when there was none. */
  lastSeq: number;
  /** The same of the first. */
  firstSeq: number;
  /** Sessions of the conversation, open or ended, oldest first. */
  sessions: ChannelSession[];
  customer: Customer;
};

/** Where it is read from; `queueName` is the configuration's. */
export type HistorySources = Pick<
  GatewayContext,
  'agentHistory' | 'journal' | 'pastWork' | 'ratings' | 'people' | 'directory' | 'engine' | 'settings'
> & {
  queueName: (queueId: string) => string;
};

/** What a gateway reads conversations from. */
export function historySources(context: GatewayContext): HistorySources {
  return {
    ...context,
    queueName: (id) => lookup(context.configuration.current().queues, id)?.name ?? id,
  };
}

/**
 * Reads a part of a conversation as `viewerId` may see it; null is somebody who only looks at the past. Rejects
 * when the store does.
 */
export async function readConversation(
  sources: HistorySources,
  conversationId: string,
  viewerId: string | null,
  page: HistoryPage,
): Promise<HistoryPart> {
  const maxBytes = page.maxBytes ?? sources.settings.historyPageBytes;
  const [entries, tasks, sessions, aboutId] = await Promise.all([
    readEntries(sources, conversationId, page, maxBytes),
    sources.pastWork.tasksOfConversation(conversationId),
    sources.people.sessionsOfConversations([conversationId]),
    sources.pastWork.customerOfConversation(conversationId),
  ]);
  const customerId = aboutId ?? openedBy(entries) ?? '';
  const customer = customerDocument(customerId, await sources.people.customer(customerId));
  const firstSeq = entries[0]?.event.streamSeq ?? 1;
  const before = firstSeq > 1 ? await sources.journal.participantEvents(conversationId, firstSeq) : [];
  const scope = new PastScope(sources, conversationId, { before, entries, tasks, sessions, customer });
  const visibility = new PastVisibility({ agentId: viewerId });
  for (const event of before) visibility.sees(event);
  // Whoever reads the whole finds what was changed where it was said.
  const isGap = page.afterSeq !== undefined;
  const told = entries.map((entry): Told => {
    scope.follow(entry.event);
    const isShown = visibility.sees(entry.event) && (isGap || !isChange(entry.event));
    const event = isShown ? cimEventOf(entry.event, scope) : null;
    return { entry, event, bytes: event === null ? 0 : sizeOf(event) };
  });
  const kept = fitting(told, page, maxBytes);
  const newest = page.beforeSeq === undefined && page.afterSeq === undefined;
  const ratings = newest ? await readRatings(sources, conversationId) : [];
  const lastSeq = kept.at(-1)?.entry.event.streamSeq ?? 0;
  return {
    events: [
      ...kept.flatMap(({ event }) => event ?? []),
      ...ratings.map((rating, at) => ratingEvent(rating, lastSeq + 1 + at, scope)),
    ],
    more: kept.length < told.length,
    lastSeq,
    firstSeq: kept[0]?.entry.event.streamSeq ?? 0,
    sessions: scope.allSessions(),
    customer,
  };
}

/** A fact with its event, where there is one for this viewer, and what that weighs. */
type Told = { entry: ConversationEntry; event: CimEvent | null; bytes: number };

/** Facts that are read at once: few enough that the fattest of them fit into memory many times. */
const SLICE = 100;

/** One fact more than fits, at most: then there is more. */
async function readEntries(
  { journal }: HistorySources,
  conversationId: string,
  { afterSeq, beforeSeq, limit }: HistoryPage,
  maxBytes: number,
): Promise<ConversationEntry[]> {
  const isForward = afterSeq !== undefined;
  let entries: ConversationEntry[] = [];
  for (let bytes = 0; bytes <= maxBytes && entries.length <= limit;) {
    const wanted = Math.min(SLICE, limit + 1 - entries.length);
    const edge = (isForward ? entries.at(-1) : entries[0])?.event.streamSeq;
    const slice = await journal.conversationEvents(conversationId, {
      afterSeq: isForward ? (edge ?? afterSeq) : undefined,
      beforeSeq: isForward ? beforeSeq : (edge ?? beforeSeq),
      limit: wanted,
    });
    entries = isForward ? [...entries, ...slice] : [...slice, ...entries];
    if (slice.length < wanted) break;
    // The event around it weighs more still, so that this stops late rather than early.
    bytes += sizeOf(slice.map(({ content }) => content));
  }
  return entries;
}

/** As many as the page takes, from the near side: the newest, or with `afterSeq` the oldest. */
function fitting(told: readonly Told[], { afterSeq, limit }: HistoryPage, maxBytes: number): Told[] {
  const ordered = afterSeq === undefined ? told.toReversed() : told;
  let bytes = 0;
  const end = ordered.findIndex((one, index) => {
    bytes += one.bytes;
    return index >= limit || (index > 0 && bytes > maxBytes);
  });
  const kept = end === -1 ? [...ordered] : ordered.slice(0, end);
  return afterSeq === undefined ? kept.reverse() : kept;
}

/**
 * What the customer said of it afterwards. It stands beyond the end of the stream, so it is only told where the
 * stream has ended: nothing will ever come to stand in the same place.
 */
async function readRatings({ engine, ratings }: HistorySources, conversationId: string): Promise<Rating[]> {
  const open = await engine.read(({ world }) => Object.hasOwn(world.state.conversations, conversationId));
  return open ? [] : ratings.ofConversation(conversationId);
}

function openedBy(entries: readonly ConversationEntry[]): string | undefined {
  for (const { event } of entries) if (event.type === 'conversation.opened') return event.customerId;
  return undefined;
}

/** What has been read. `before`: who came and went before the entries. */
type Read = {
  before: readonly DomainEvent[];
  entries: readonly ConversationEntry[];
  tasks: readonly TaskFacts[];
  sessions: readonly SessionPlace[];
  customer: Customer;
};

type MessageChange = Extract<DomainEvent, { type: 'message.edited' | 'message.deleted' }>;

function isChange(event: DomainEvent): event is MessageChange {
  return event.type === 'message.edited' || event.type === 'message.deleted';
}

class PastScope implements Scope {
  readonly directory: Directory;
  readonly queueName: (queueId: string) => string;
  readonly #tasks: Map<string, TaskFacts>;
  readonly #sessions: ReadonlyMap<string, ChannelSession>;
  readonly #customer: Customer;
  readonly #participants = new Map<string, Participant>();
  readonly #messages = new Map<string, JsonObject>();

  constructor(
    sources: HistorySources,
    conversationId: string,
    { before, entries, tasks, sessions, customer }: Read,
  ) {
    const directory = sources.directory();
    this.directory = directory;
    this.queueName = sources.queueName;
    this.#tasks = new Map(tasks.map((task) => [task.id, task]));
    this.#customer = customer;
    this.#sessions = new Map(
      sessions.map((record) => [
        record.id,
        channelSessionOf(directory, { ...record, conversationId }, record, customer, { connected: true }),
      ]),
    );
    for (const event of [...before, ...entries.map((entry) => entry.event)]) {
      if (event.type === 'participant.joined')
        this.#participants.set(event.participant.id, event.participant);
    }
    for (const { event, content } of entries) {
      if ((event.type === 'message.sent' || isChange(event)) && content !== null)
        this.#messages.set(event.messageId, content);
    }
  }

  /** Before an event is told, in order: what later ones are told with. */
  follow(event: DomainEvent): void {
    const task = event.type === 'task.redirected' ? this.#tasks.get(event.taskId) : undefined;
    if (event.type !== 'task.redirected' || task === undefined) return;
    this.#tasks.set(task.id, { ...task, direction: event.direction });
  }

  allSessions(): ChannelSession[] {
    return [...this.#sessions.values()];
  }

  task(taskId: string): TaskFacts | undefined {
    return this.#tasks.get(taskId);
  }

  session(_conversationId: string, sessionId: string): ChannelSession | undefined {
    return this.#sessions.get(sessionId);
  }

  answeringSession(): ChannelSession | undefined {
    return [...this.#sessions.values()].at(-1);
  }

  customer(): Customer {
    return this.#customer;
  }

  participant(_conversationId: string, participantId: string): Participant | undefined {
    return this.#participants.get(participantId);
  }

  message(_conversationId: string, messageId: string): JsonObject | undefined {
    return this.#messages.get(messageId);
  }
}
