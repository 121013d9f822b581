/** Where a follower finds what it has missed: the snapshots and the journal of the store. */
import type { Kysely } from 'kysely';
import type { DomainEvent } from '../../core/events.ts';
import type { World } from '../../core/world.ts';
import { readEnteredWrapups } from '../../store/entered-wrapups.ts';
import { openJournalReader } from '../../store/journal-reader.ts';
import type { JournalTurn } from '../../store/journal-reader.ts';
import { openPeople } from '../../store/people.ts';
import type { Schema } from '../../store/schema.ts';
import type { Content, JsonObject } from '../contract.ts';
import type { LiveRecords } from '../live-records.ts';
import { loadTenant } from '../load.ts';
import type { PublishedTurn } from './messages.ts';

/** A turn as the journal has it: its signals are gone, and so is what was erased since. */
export type ArchivedTurn = Omit<PublishedTurn, 'number' | 'after'>;

export type Archive = {
  /** The state as it is in the store now. */
  load(): Promise<{ world: World; records: LiveRecords }>;
  /** Whole turns after event `seq`, oldest first, of about `limit` events; empty when there are none. */
  turnsAfter(seq: number, limit: number): Promise<ArchivedTurn[]>;
};

/** The archive of one tenant. */
export function openArchive(db: Kysely<Schema>, tenant: string): Archive {
  const journal = openJournalReader(db, tenant);
  return {
    load: () => loadTenant(db, tenant),
    turnsAfter: async (seq, limit) => {
      const turns = await journal.turnsAfter(seq, limit);
      return withContent(turns, db, tenant);
    },
  };
}

async function withContent(
  turns: readonly JournalTurn[],
  db: Kysely<Schema>,
  tenant: string,
): Promise<ArchivedTurn[]> {
  const people = openPeople(db, tenant);
  const events = turns.flatMap(({ entries }) => entries.map(({ event }) => event));
  const started = events.flatMap((event) => (event.type === 'session.started' ? [event] : []));
  const changed = events.flatMap((event) =>
    event.type === 'conversation.customerChanged' ? [event.customerId] : [],
  );
  const known = [...new Set([...started.map(({ customerId }) => customerId), ...changed])];
  const entered = events.flatMap((event) => (event.type === 'task.wrapupEntered' ? [event.taskId] : []));
  const [customers, sessions, wrapups] = await Promise.all([
    known.length === 0 ? [] : people.customers(known),
    started.length === 0
      ? []
      : people.sessionsOfConversations(started.map(({ conversationId }) => conversationId)),
    entered.length === 0 ? [] : readEnteredWrapups(db, tenant, entered),
  ]);
  const customerOf = new Map(customers.map((customer) => [customer.id, customer]));
  const sessionOf = new Map(
    sessions.map(({ id, customerId, channelId, ...place }) => {
      const { channelCustomerIdentifier, serviceIdentifier, additionalAttributes, tokenHash } = place;
      const brought = { channelCustomerIdentifier, serviceIdentifier, additionalAttributes, tokenHash };
      return [id, { id, customerId, channelId, ...brought }];
    }),
  );
  const enteredFor = new Map(wrapups.map((wrapup) => [wrapup.taskId, wrapup]));

  return turns.map(({ cause, entries }) => {
    const messages: Record<string, JsonObject> = {};
    const content: Required<Content> = { messages, customers: {}, sessions: {}, nicknames: {}, origins: {} };
    for (const { event, content: body } of entries) {
      const isWritten =
        event.type === 'message.sent' || event.type === 'message.edited' || event.type === 'message.deleted';
      if (isWritten && body !== null) messages[event.messageId] = body;
      if (event.type === 'conversation.customerChanged') {
        const customer = customerOf.get(event.customerId);
        if (customer !== undefined) content.customers[customer.id] = customer;
      }
      if (event.type === 'task.wrapupEntered') {
        const wrapup = enteredFor.get(event.taskId);
        if (wrapup?.messageId === event.messageId && wrapup.messageId !== null && wrapup.content !== null) {
          messages[wrapup.messageId] = wrapup.content;
        }
      }
      if (event.type === 'session.started') {
        const customer = customerOf.get(event.customerId);
        const session = sessionOf.get(event.sessionId);
        if (customer !== undefined) content.customers[customer.id] = customer;
        if (session !== undefined) content.sessions[session.id] = session;
      }
    }
    const of: DomainEvent[] = entries.map(({ event }) => event);
    return { cause, events: of, signals: [], content, now: of.at(-1)?.at ?? 0 };
  });
}
