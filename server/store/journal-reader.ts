/** Reads the journal back: for a replay, and for whoever opens a conversation. */
import { sql } from 'kysely';
import type { Kysely, Selectable } from 'kysely';
import type { DomainEvent } from '../core/events.ts';
import { upcast } from '../core/upcast.ts';
import type { JsonObject } from './json.ts';
import type { JournalTable, MessagesTable, Schema } from './schema.ts';

/** A fact of a conversation; `content` is the body of a message as it stands now, null once erased. */
export type ConversationEntry = { event: DomainEvent; content: JsonObject | null };

/** What one command has caused. */
export type JournalTurn = { cause: string; entries: ConversationEntry[] };

/** A stored message, found by its id. */
export type StoredMessage = Selectable<MessagesTable>;

/** By whom and which way a message came in. */
type MessageOrigin = { customerId: string; channelId: string };

/** Which part of a conversation, by sequence of its stream. */
export type ConversationPage = {
  /** Only later ones, oldest first. */
  afterSeq?: number | undefined;
  /** Only earlier ones. Without `afterSeq` the latest `limit` of them are meant. */
  beforeSeq?: number | undefined;
  limit: number;
};

/** Reads what one tenant's journal holds. Throws `JournalVersionError` at an event from a newer program. */
export type JournalReader = {
  /** Every fact after `seq`, in order, read in pages so that commits need not wait for it. */
  replay: (afterSeq: number, page?: number) => AsyncGenerator<DomainEvent>;
  /** What happened after `seq`, command by command, with the texts of messages: whole turns of about `limit` facts. */
  turnsAfter: (afterSeq: number, limit: number) => Promise<JournalTurn[]>;
  /** Facts of one conversation in their order, with the texts of messages. */
  conversationEvents: (conversationId: string, page: ConversationPage) => Promise<ConversationEntry[]>;
  /** Who came, went or changed the role in a conversation before a place in its stream, in order. */
  participantEvents: (conversationId: string, beforeSeq: number) => Promise<DomainEvent[]>;
  /** Messages with this id: at most one per conversation. */
  findMessage: (id: string) => Promise<StoredMessage[]>;
  /** The message with this id that a customer sent through a channel, whichever conversation it is in. */
  findCustomerMessage: (id: string, from: MessageOrigin) => Promise<StoredMessage | undefined>;
};

type JournalRow = Selectable<JournalTable>;

const REPLAY_PAGE = 2_000;

const ABOUT_PARTICIPANTS = [
  'participant.joined',
  'participant.left',
  'participant.roleChanged',
] as const satisfies DomainEvent['type'][];

/** Facts that have a body: what was said, and what it was changed to. Both read what stands there now. */
const WITH_WORDS = [
  'message.sent',
  'message.edited',
  'message.deleted',
] as const satisfies DomainEvent['type'][];

/** The journal of one tenant. */
export function openJournalReader(db: Kysely<Schema>, tenant: string): JournalReader {
  return {
    replay: async function* (afterSeq, page = REPLAY_PAGE) {
      for (
        let reading: Promise<JournalCells[]> | null = pageAfter(db, tenant, afterSeq, page);
        reading !== null;
      ) {
        const found: JournalCells[] = await reading;
        const last = found.at(-1);
        // The next page comes while this one is applied.
        reading = last === undefined || found.length < page ? null : pageAfter(db, tenant, last[0], page);
        // It is heard of when it is waited for, unless nobody wants it.
        reading?.catch(() => {});
        for (const cells of found) yield eventOf(cells);
      }
    },
    turnsAfter: async (afterSeq, limit) => {
      for (let most = limit; ; most *= 2) {
        const rows = await db
          .selectFrom('journal as j')
          .leftJoin('messages as m', (join) =>
            join
              .onRef('m.tenant', '=', 'j.tenant')
              .on('m.conversation_id', '=', sql<string>`j.data ->> 'conversationId'`)
              .on('m.id', '=', sql<string>`j.data ->> 'messageId'`)
              .on('j.type', 'in', WITH_WORDS),
          )
          .selectAll('j')
          .select('m.content')
          .where('j.tenant', '=', tenant)
          .where('j.seq', '>', afterSeq)
          .orderBy('j.seq')
          .limit(most)
          .execute();
        const turns = turnsOf(rows);
        if (rows.length < most) return turns;
        // The last one may go on after what was read.
        if (turns.length > 1) return turns.slice(0, -1);
      }
    },
    conversationEvents: async (conversationId, { afterSeq, beforeSeq, limit }) => {
      const forward = afterSeq !== undefined;
      const rows = await db
        .selectFrom('journal as j')
        .leftJoin('messages as m', (join) =>
          join
            .onRef('m.tenant', '=', 'j.tenant')
            .on('m.conversation_id', '=', conversationId)
            .on('m.id', '=', sql<string>`j.data ->> 'messageId'`)
            .on('j.type', 'in', WITH_WORDS),
        )
        .selectAll('j')
        .select('m.content')
        .where('j.tenant', '=', tenant)
        .where('j.stream', '=', `conversation:${conversationId}`)
        .$if(forward, (query) => query.where('j.stream_seq', '>', afterSeq ?? 0))
        .$if(beforeSeq !== undefined, (query) => query.where('j.stream_seq', '<', beforeSeq ?? 0))
        .orderBy('j.stream_seq', forward ? 'asc' : 'desc')
        .limit(limit)
        .execute();
      const ordered = forward ? rows : rows.reverse();
      return ordered.map(({ content, ...row }) => ({ event: toEvent(row), content }));
    },
    participantEvents: async (conversationId, beforeSeq) => {
      const rows = await db
        .selectFrom('journal')
        .selectAll()
        .where('tenant', '=', tenant)
        .where('stream', '=', `conversation:${conversationId}`)
        .where('stream_seq', '<', beforeSeq)
        .where('type', 'in', ABOUT_PARTICIPANTS)
        .orderBy('stream_seq')
        .execute();
      return rows.map(toEvent);
    },
    findMessage: (id) =>
      db
        .selectFrom('messages')
        .selectAll()
        .where('tenant', '=', tenant)
        .where('id', '=', id)
        .orderBy('at')
        .execute(),
    findCustomerMessage: (id, { customerId, channelId }) =>
      db
        .selectFrom('messages as m')
        .innerJoin('channel_sessions as s', (join) =>
          join.onRef('s.tenant', '=', 'm.tenant').onRef('s.id', '=', 'm.sender_id'),
        )
        .selectAll('m')
        .where('m.tenant', '=', tenant)
        .where('m.id', '=', id)
        .where('m.sender_kind', '=', 'CUSTOMER')
        .where('s.customer_id', '=', customerId)
        .where('s.channel_id', '=', channelId)
        .executeTakeFirst(),
  };
}

/** One JSON value for a page: it is read in a fraction of the time that as many rows take. */
type JournalCells = [
  seq: number,
  at: number,
  stream: string,
  streamSeq: number,
  type: string,
  version: number,
  data: JsonObject,
];

async function pageAfter(
  db: Kysely<Schema>,
  tenant: string,
  seq: number,
  page: number,
): Promise<JournalCells[]> {
  const { rows } = await sql<{ found: JournalCells[] | null }>`
    select json_agg(json_build_array(seq, at, stream, stream_seq, type, version, data) order by seq) as found
    from (
      select * from journal where tenant = ${tenant} and seq > ${seq} order by seq limit ${page}
    ) as page
  `.execute(db);
  return rows[0]?.found ?? [];
}

/** What was read belongs to the event: nothing is copied. */
function eventOf([seq, at, stream, streamSeq, type, version, data]: JournalCells): DomainEvent {
  return upcast(Object.assign(data, { type, seq, at, stream, streamSeq }), version);
}

function turnsOf(rows: readonly (JournalRow & { content: JsonObject | null })[]): JournalTurn[] {
  const turns: JournalTurn[] = [];
  for (const { content, ...row } of rows) {
    const entry = { event: toEvent(row), content };
    const turn = turns.at(-1);
    if (turn?.cause === row.cause) turn.entries.push(entry);
    else turns.push({ cause: row.cause, entries: [entry] });
  }
  return turns;
}

function toEvent({ data, type, seq, at, stream, stream_seq: streamSeq, version }: JournalRow): DomainEvent {
  return upcast({ ...data, type, seq, at, stream, streamSeq }, version);
}
