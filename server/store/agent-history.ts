/** What agents did: their states, their connections, what they took. */
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { JsonObject } from './json.ts';
import type { AgentStatesTable, Schema } from './schema.ts';

/** One change of an agent's own state. */
export type AgentState = Pick<AgentStatesTable, 'state' | 'since'>;

/** When an agent came or went, with the data of that fact. */
export type PresenceFact = { type: string; at: number; data: JsonObject };

const PRESENCE = ['agent.signedIn', 'agent.connected', 'agent.disconnected', 'agent.signedOut'];

/** Reads what agents of one tenant did. */
export type AgentHistory = {
  /** How many conversations an agent took `since` (epoch ms), without those listened in on, and how long they took. */
  taken: (agentId: string, since: number) => Promise<{ conversations: number; averageTalkMs: number | null }>;
  /** The agent's own states in order, from the one that held at `since` (epoch ms). */
  states: (agentId: string, since: number) => Promise<AgentState[]>;
  /** The newest facts about an agent's connection, newest first. */
  latestPresence: (agentId: string, limit: number) => Promise<PresenceFact[]>;
};

/** The agents of one tenant. */
export function openAgentHistory(db: Kysely<Schema>, tenant: string): AgentHistory {
  return {
    taken: (agentId, since) =>
      db
        .selectFrom('tasks')
        .select((one) => [
          one.fn.count<number>('conversation_id').distinct().as('conversations'),
          sql<number | null>`avg(talk_ms)::float8`.as('averageTalkMs'),
        ])
        .where('tenant', '=', tenant)
        .where('agent_id', '=', agentId)
        .where('accepted_at', '>=', since)
        .where('direction', '<>', 'SILENT_MONITOR')
        .executeTakeFirstOrThrow(),
    states: (agentId, since) =>
      db
        .selectFrom('agent_states')
        .select(['state', 'since'])
        .where('tenant', '=', tenant)
        .where('agent_id', '=', agentId)
        .where('mrd_id', 'is', null)
        .where('since', '>=', (one) =>
          one
            .selectFrom('agent_states')
            .select((of) => of.fn.coalesce(of.fn.max('since'), of.lit(0)).as('since'))
            .where('tenant', '=', tenant)
            .where('agent_id', '=', agentId)
            .where('mrd_id', 'is', null)
            .where('since', '<=', since),
        )
        .orderBy('seq')
        .orderBy('part')
        .execute(),
    latestPresence: (agentId, limit) =>
      db
        .selectFrom('journal')
        .select(['type', 'at', 'data'])
        .where('tenant', '=', tenant)
        .where('stream', '=', `agent:${agentId}`)
        .where('type', 'in', PRESENCE)
        .orderBy('stream_seq', 'desc')
        .limit(limit)
        .execute(),
  };
}
