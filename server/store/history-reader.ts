/** What has become of conversations and tasks, open ones and those of the past. */
import { sql } from 'kysely';
import type { Kysely, RawBuilder, Selectable } from 'kysely';
import type { QueueDay } from '../core/service-level.ts';
import type { Requester, TaskTarget } from '../core/state.ts';
import type { JsonObject } from './json.ts';
import type { Schema, TasksTable } from './schema.ts';

/** What is shown of a task, also after it has ended. */
export type PastTask = {
  id: string;
  mediaId: string;
  conversationId: string;
  queueId: string | null;
  mrdId: string | null;
  direction: TasksTable['direction'];
  target: TaskTarget;
  requestedBy: Requester | null;
  priority: number;
  enqueuedAt: number;
};

/** A task of an agent that is over. */
export type EndedTask = {
  conversationId: string;
  customerId: string;
  queueId: string | null;
  reason: string | null;
  closedAt: number | null;
};

/** Reads the conversations and tasks of one tenant. */
export type HistoryReader = {
  tasksOfConversation: (conversationId: string) => Promise<PastTask[]>;
  /** Whose conversation it is or was; undefined: there is no such conversation. */
  customerOfConversation: (conversationId: string) => Promise<string | undefined>;
  /** Whether any of these agents ever had a conversation with the customer, and how many there were at all. */
  conversationsServed: (
    customerId: string,
    agentIds: readonly string[],
  ) => Promise<{ served: boolean; all: number }>;
  /** The wrap-ups that were submitted in these conversations, in order. Null: erased. */
  wrapUps: (
    conversationIds: readonly string[],
  ) => Promise<{ conversationId: string; content: JsonObject | null }[]>;
  /** What each customer wrote first; conversations without a word are missing. */
  firstCustomerMessages: (
    conversationIds: readonly string[],
  ) => Promise<{ conversationId: string; content: JsonObject | null }[]>;
  /** What became of the customers of these queues since then, in time and at all; nobody came: the queue is missing. */
  queueDays: (
    queues: readonly { queueId: string; withinMs: number }[],
    since: number,
  ) => Promise<Map<string, QueueDay>>;
  /** What an agent worked on and what ended `since` (epoch ms), newest first. */
  endedTasks: (
    agentId: string,
    range: { since: number; acceptedSince: number; limit: number },
  ) => Promise<EndedTask[]>;
};

/** The history of one tenant. */
export function openHistoryReader(db: Kysely<Schema>, tenant: string): HistoryReader {
  return {
    tasksOfConversation: async (conversationId) => {
      const rows = await db
        .selectFrom('tasks')
        .select([
          'id',
          'media_id',
          'queue_id',
          'mrd_id',
          'direction',
          'target_agent_id',
          'requested_by_kind',
          'requested_by_id',
          'priority',
          'enqueued_at',
        ])
        .where('tenant', '=', tenant)
        .where('conversation_id', '=', conversationId)
        .execute();
      return rows.map((row) => toTask(row, conversationId));
    },
    customerOfConversation: async (conversationId) => {
      const row = await db
        .selectFrom('conversations')
        .select('customer_id')
        .where('tenant', '=', tenant)
        .where('id', '=', conversationId)
        .executeTakeFirst();
      return row?.customer_id;
    },
    conversationsServed: (customerId, agentIds) =>
      db
        .selectFrom('conversations')
        .select([
          sql<boolean>`coalesce(bool_or(agent_ids && ${agentIds}::text[]), false)`.as('served'),
          sql<number>`count(*)`.as('all'),
        ])
        .where('tenant', '=', tenant)
        .where('customer_id', '=', customerId)
        .executeTakeFirstOrThrow(),
    wrapUps: (conversationIds) => readWrapUps(db, tenant, conversationIds),
    firstCustomerMessages: async (conversationIds) => {
      if (conversationIds.length === 0) return [];
      return db
        .selectFrom('messages')
        .distinctOn('conversation_id')
        .select(['conversation_id as conversationId', 'content'])
        .where('tenant', '=', tenant)
        .where('sender_kind', '=', 'CUSTOMER')
        .where('conversation_id', 'in', conversationIds)
        .orderBy('conversation_id')
        .orderBy('seq')
        .execute();
    },
    endedTasks: (agentId, { since, acceptedSince, limit }) =>
      db
        .selectFrom('tasks as t')
        .innerJoin('conversations as c', (join) =>
          join.onRef('c.tenant', '=', 't.tenant').onRef('c.id', '=', 't.conversation_id'),
        )
        .select([
          't.conversation_id as conversationId',
          't.queue_id as queueId',
          't.reason as reason',
          't.closed_at as closedAt',
          'c.customer_id as customerId',
        ])
        .where('t.tenant', '=', tenant)
        .where('t.agent_id', '=', agentId)
        .where('t.accepted_at', '>=', acceptedSince)
        .where('t.closed_at', '>=', since)
        .orderBy('t.closed_at', 'desc')
        .limit(limit)
        .execute(),
    queueDays: (queues, since) => readQueueDays(db, tenant, queues, since),
  };
}

/** A request is an earlier day's when it is older than this, whatever becomes of it. Bounds what is looked at, ms. */
const LONGEST_REQUEST_MS = 86_400_000;

/** Requests of customers alone, each by its last attempt. */
async function readQueueDays(
  db: Kysely<Schema>,
  tenant: string,
  queues: readonly { queueId: string; withinMs: number }[],
  since: number,
): Promise<Map<string, QueueDay>> {
  if (queues.length === 0) return new Map();
  const limits = JSON.stringify(Object.fromEntries(queues.map((one) => [one.queueId, one.withinMs])));
  const within = sql`coalesce((${limits}::jsonb ->> queue_id)::bigint, 0)`;
  const left = sql`accepted_at is null and reason = 'CANCELLED' and coalesce(revoke, 'CUSTOMER_LEFT') = 'CUSTOMER_LEFT'`;
  const count = (which: RawBuilder<unknown>) => sql<number>`(count(*) filter (where ${which}))::int`;
  const rows = await db
    .selectFrom('tasks')
    .select([
      'queue_id as queueId',
      count(sql`accepted_at is not null`).as('answered'),
      count(sql`accepted_at - enqueued_at <= ${within}`).as('answeredInTime'),
      count(left).as('abandoned'),
      count(sql`${left} and closed_at - enqueued_at <= ${within}`).as('abandonedInTime'),
      count(sql`accepted_at is null and reason = 'NO_AGENT_AVAILABLE'`).as('expired'),
    ])
    .where('tenant', '=', tenant)
    .where(
      'queue_id',
      'in',
      queues.map(({ queueId }) => queueId),
    )
    .where('enqueued_at', '>=', since - LONGEST_REQUEST_MS)
    .where('direction', '=', 'INBOUND')
    .where(sql<boolean>`coalesce(accepted_at, closed_at) >= ${since}`)
    .groupBy('queue_id')
    .execute();
  return new Map(rows.flatMap(({ queueId, ...day }) => (queueId === null ? [] : [[queueId, day] as const])));
}

/** Found by the journal, which knows a conversation's part. */
function readWrapUps(db: Kysely<Schema>, tenant: string, conversationIds: readonly string[]) {
  const streams = conversationIds.map((id) => `conversation:${id}`);
  return db
    .selectFrom('journal as j')
    .innerJoin('messages as m', (join) =>
      join.onRef('m.tenant', '=', 'j.tenant').on('m.id', '=', sql<string>`j.data ->> 'messageId'`),
    )
    .select(['m.conversation_id as conversationId', 'm.content'])
    .where('j.tenant', '=', tenant)
    .where('j.stream', '=', sql<string>`any(${streams}::text[])`)
    .where('j.type', '=', 'message.sent')
    .where(sql`j.data ->> 'kind'`, '=', 'WRAPUP')
    .where('m.kind', '=', 'WRAPUP')
    .orderBy('j.seq')
    .execute();
}

type TaskRow = Pick<
  Selectable<TasksTable>,
  | 'id'
  | 'media_id'
  | 'queue_id'
  | 'mrd_id'
  | 'direction'
  | 'target_agent_id'
  | 'requested_by_kind'
  | 'requested_by_id'
  | 'priority'
  | 'enqueued_at'
>;

function requesterOf({ requested_by_kind: kind, requested_by_id: id }: TaskRow): Requester | null {
  if (kind === null || id === null) return null;
  return kind === 'AGENT' ? { kind, agentId: id } : { kind, botId: id };
}

function toTask(row: TaskRow, conversationId: string): PastTask {
  return {
    id: row.id,
    mediaId: row.media_id,
    conversationId,
    queueId: row.queue_id,
    mrdId: row.mrd_id,
    direction: row.direction,
    target:
      row.target_agent_id === null ? { kind: 'QUEUE' } : { kind: 'AGENT', agentId: row.target_agent_id },
    requestedBy: requesterOf(row),
    priority: row.priority,
    enqueuedAt: row.enqueued_at,
  };
}
