/** Agents' messages on their way to a connector's webhook. */
import { sql } from 'kysely';
import type { Insertable, Kysely, Selectable } from 'kysely';
import type { OutboxTable } from './customer-channel-tables.ts';
import type { Schema } from './schema.ts';

/** A message in the outbox. */
export type OutboxItem = Selectable<OutboxTable>;

/** A message that enters it. */
export type NewOutboxItem = Omit<Insertable<OutboxTable>, 'tenant'>;

type OutboxChange = Partial<Pick<OutboxItem, 'state' | 'settled_at' | 'reason' | 'next_at'>>;

/** An agent's message to the customer, as the journal has it. `wished`: the session that the agent chose. */
export type WrittenMessage = {
  seq: number;
  at: number;
  messageId: string;
  conversationId: string;
  wished: string | null;
};

/** From when to when a session was open, by place in the journal. */
export type SessionSpan = {
  sessionId: string;
  conversationId: string;
  channelId: string;
  from: number;
  to: number;
};

/** The outbox of one tenant. Times are epoch ms. */
export type Outbox = {
  /** Everything in the journal up to here has been put in, or has nowhere to go. */
  cursor: () => Promise<number>;
  moveCursor: (seq: number) => Promise<void>;
  /** Puts messages in and moves the cursor, both or neither. What is there already stays as it is. */
  put: (items: readonly NewOutboxItem[], cursor: number) => Promise<void>;
  /** What agents wrote to customers after one place of the journal and up to another. */
  written: (range: { after: number; to: number; limit: number }) => Promise<WrittenMessage[]>;
  /** When the sessions of these conversations were open. */
  sessionSpans: (conversationIds: readonly string[]) => Promise<SessionSpan[]>;
  /** Takes messages that are due; whoever does not settle them until `leaseUntil` loses them to others. */
  claim: (range: { now: number; leaseUntil: number; limit: number }) => Promise<OutboxItem[]>;
  settle: (item: OutboxItem, change: OutboxChange) => Promise<void>;
  /** When the next message is due; null: none waits. */
  nextAt: () => Promise<number | null>;
  /** Removes what was settled earlier than `before`. */
  clear: (before: number) => Promise<void>;
};

/** The outbox of one tenant. */
export function openOutbox(db: Kysely<Schema>, tenant: string): Outbox {
  const moveCursor = async (on: Kysely<Schema>, seq: number): Promise<void> => {
    await on
      .insertInto('outbox_cursor')
      .values({ tenant, seq })
      .onConflict((conflict) =>
        conflict.column('tenant').doUpdateSet({ seq: sql`greatest(outbox_cursor.seq, excluded.seq)` }),
      )
      .execute();
  };
  return {
    cursor: async () => {
      const row = await db
        .selectFrom('outbox_cursor')
        .select('seq')
        .where('tenant', '=', tenant)
        .executeTakeFirst();
      return row?.seq ?? 0;
    },
    moveCursor: (seq) => moveCursor(db, seq),
    put: (items, cursor) =>
      db.transaction().execute(async (trx) => {
        if (items.length > 0) {
          await trx
            .insertInto('outbox')
            .values(items.map((item) => ({ ...item, tenant })))
            .onConflict((conflict) => conflict.doNothing())
            .execute();
        }
        await moveCursor(trx, cursor);
      }),
    written: (range) => readWritten(db, tenant, range),
    sessionSpans: (conversationIds) => readSpans(db, tenant, conversationIds),
    claim: ({ now, leaseUntil, limit }) =>
      db.transaction().execute(async (trx) => {
        const due = await firstOfEach(trx, tenant)
          .where('next_at', '<=', now)
          .orderBy('seq')
          .limit(limit)
          .forUpdate()
          .skipLocked()
          .execute();
        if (due.length === 0) return [];
        return trx
          .updateTable('outbox')
          .set({ attempts: sql`attempts + 1`, next_at: leaseUntil })
          .where('tenant', '=', tenant)
          .where((where) =>
            where.or(
              due.map(({ message_id, conversation_id }) => where.and({ message_id, conversation_id })),
            ),
          )
          .returningAll()
          .execute();
      }),
    settle: async (item, change) => {
      await db
        .updateTable('outbox')
        .set(change)
        .where('tenant', '=', tenant)
        .where('message_id', '=', item.message_id)
        .where('conversation_id', '=', item.conversation_id)
        .execute();
    },
    nextAt: async () => {
      const next = await firstOfEach(db, tenant).orderBy('next_at').limit(1).executeTakeFirst();
      return next?.next_at ?? null;
    },
    clear: async (before) => {
      await db.deleteFrom('outbox').where('tenant', '=', tenant).where('settled_at', '<', before).execute();
    },
  };
}

/** What may leave next: not before what was written earlier to the same customer has left or failed. */
function firstOfEach(db: Kysely<Schema>, tenant: string) {
  return db
    .selectFrom('outbox as o')
    .select(['message_id', 'conversation_id', 'next_at'])
    .where('tenant', '=', tenant)
    .where('state', '=', 'WAITING')
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('outbox as earlier')
            .select('earlier.seq')
            .whereRef('earlier.tenant', '=', 'o.tenant')
            .whereRef('earlier.session_id', '=', 'o.session_id')
            .whereRef('earlier.seq', '<', 'o.seq')
            .where('earlier.state', '=', 'WAITING'),
        ),
      ),
    );
}

async function readWritten(
  db: Kysely<Schema>,
  tenant: string,
  { after, to, limit }: { after: number; to: number; limit: number },
): Promise<WrittenMessage[]> {
  if (to <= after) return [];
  return db
    .selectFrom('journal as j')
    .innerJoin('messages as m', (join) =>
      join
        .onRef('m.tenant', '=', 'j.tenant')
        .on('m.id', '=', sql<string>`j.data ->> 'messageId'`)
        .on('m.conversation_id', '=', sql<string>`j.data ->> 'conversationId'`),
    )
    .select(['j.seq', 'j.at', 'm.id as messageId', 'm.conversation_id as conversationId'])
    .select(sql<string | null>`m.content -> 'header' ->> 'channelSessionId'`.as('wished'))
    .where('j.tenant', '=', tenant)
    .where('j.seq', '>', after)
    .where('j.seq', '<=', to)
    .where('j.type', '=', 'message.sent')
    .where('m.sender_kind', '=', 'AGENT')
    .where('m.visibility', '=', 'ALL')
    .orderBy('j.seq')
    .limit(limit)
    .execute();
}

async function readSpans(
  db: Kysely<Schema>,
  tenant: string,
  conversationIds: readonly string[],
): Promise<SessionSpan[]> {
  if (conversationIds.length === 0) return [];
  const streams = conversationIds.map((id) => `conversation:${id}`);
  const rows = await db
    .selectFrom('journal')
    .select(['seq', 'type'])
    .select([
      sql<string>`data ->> 'sessionId'`.as('sessionId'),
      sql<string>`data ->> 'conversationId'`.as('conversationId'),
      sql<string>`data ->> 'channelId'`.as('channelId'),
    ])
    .where('tenant', '=', tenant)
    .where('stream', 'in', streams)
    .where('type', 'in', ['session.started', 'session.ended'])
    .orderBy('seq')
    .execute();
  const spans = new Map<string, SessionSpan>();
  for (const { seq, type, sessionId, conversationId, channelId } of rows) {
    const span = spans.get(sessionId);
    if (type === 'session.started') {
      spans.set(sessionId, { sessionId, conversationId, channelId, from: seq, to: Number.POSITIVE_INFINITY });
    } else if (span !== undefined) {
      span.to = seq;
    }
  }
  return [...spans.values()];
}
