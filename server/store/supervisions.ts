/** The supervision record: who monitored which agents, when and from where. */
import { sql, type Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** Times are epoch ms. */
export type Supervision = {
  /** Its place in the record: later ones have higher numbers. */
  seq: number;
  /** null: a call that belongs to none. */
  conversationId: string | null;
  /** They listened on the telephone, to one agent. */
  onPhone: boolean;
  customerId: string | null;
  supervisorId: string;
  /** The agents who worked on the conversation meanwhile. */
  agentIds: string[];
  beganAt: number;
  /** When they first whispered, and first talked to the customer; null: they did not. */
  whisperedAt: number | null;
  bargedInAt: number | null;
  /** null: they are there now. */
  endedAt: number | null;
  /** null: not known. */
  address: string | null;
  device: string | null;
};

type WantedSupervisions = {
  /** Only where one of these agents was monitored. */
  agentIds: readonly string[] | null;
  supervisorId: string | null;
  /** When it began, epoch ms: from then, until before then. */
  from: number | null;
  until: number | null;
  /** Only what stands before this place of the record. */
  before: number | null;
  limit: number;
};

export type Supervisions = {
  /** Newest first. */
  list: (wanted: WantedSupervisions) => Promise<Supervision[]>;
};

/** Agents who had a task in the conversation while the supervisor was there, other supervisors not among them. */
const MONITORED = sql`
  from tasks t
  where t.tenant = s.tenant and t.conversation_id = s.conversation_id
    and t.direction not in ('SILENT_MONITOR', 'BARGE_IN')
    and t.agent_id is not null and t.accepted_at is not null
    and (s.ended_at is null or t.accepted_at <= s.ended_at)
    and (t.closed_at is null or coalesce(t.wrapup_started_at, t.closed_at) >= s.began_at)`;

/** Whom a supervisor listened to on the telephone, or who worked on the conversation meanwhile. */
const AGENT_IDS = sql<string[]>`case when s.phone_agent_id is not null then array[s.phone_agent_id]
  else array(select distinct t.agent_id ${MONITORED} order by 1) end`;

/** Opens the record of `tenant`. */
export function openSupervisions(db: Kysely<Schema>, tenant: string): Supervisions {
  return {
    list: async ({ agentIds, supervisorId, from, until, before, limit }) => {
      if (agentIds?.length === 0) return [];
      let query = db
        .selectFrom('supervisions as s')
        .leftJoin('conversations as c', (join) =>
          join.onRef('c.tenant', '=', 's.tenant').onRef('c.id', '=', 's.conversation_id'),
        )
        .select([
          's.seq',
          's.conversation_id as conversationId',
          'c.customer_id as customerId',
          's.supervisor_id as supervisorId',
          's.began_at as beganAt',
          's.whispered_at as whisperedAt',
          's.barged_in_at as bargedInAt',
          's.ended_at as endedAt',
          's.address',
          's.device',
          sql<boolean>`s.phone_agent_id is not null`.as('onPhone'),
          AGENT_IDS.as('agentIds'),
        ])
        .where('s.tenant', '=', tenant);
      if (supervisorId !== null) query = query.where('s.supervisor_id', '=', supervisorId);
      if (from !== null) query = query.where('s.began_at', '>=', from);
      if (until !== null) query = query.where('s.began_at', '<', until);
      if (before !== null) query = query.where('s.seq', '<', before);
      if (agentIds !== null) {
        const wanted = sql`${[...agentIds]}::text[]`;
        query = query.where(
          sql<boolean>`case when s.phone_agent_id is not null then s.phone_agent_id = any(${wanted})
            else exists (select 1 ${MONITORED} and t.agent_id = any(${wanted})) end`,
        );
      }
      return query.orderBy('s.seq', 'desc').limit(limit).execute();
    },
  };
}
