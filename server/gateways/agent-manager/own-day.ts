/** An agent's own figures of a day, from the history. */
import { sql, type Kysely } from 'kysely';
import type { DeskFigures } from '../../../protocol/agent-manager/server-events.ts';
import type { AgentStatesTable, Schema } from '../../store/schema.ts';

export type OwnDay = DeskFigures['today'];

type StateRow = Pick<AgentStatesTable, 'state' | 'since'>;

/**
 * How long an agent was READY since the day began: what has ended as a length, what goes on by its beginning. `rows`
 * are the agent's own states in the order in which they came, from the one that held when the day began.
 */
export function readyTime(
  rows: readonly StateRow[],
  dayStart: number,
): Pick<OwnDay, 'readyMs' | 'readySince'> {
  let readyMs = 0;
  let readySince: number | null = null;
  for (const { state, since } of rows) {
    const at = Math.max(since, dayStart);
    if (readySince !== null) readyMs += at - readySince;
    readySince = state === 'READY' ? at : null;
  }
  return { readyMs, readySince };
}

/**
 * Reads the day. A conversation belongs to the day on which the agent took it, so that none counts twice and none is
 * missed around midnight; listening in on a colleague is not counted.
 */
export async function readOwnDay(
  db: Kysely<Schema>,
  tenant: string,
  agentId: string,
  since: number,
): Promise<OwnDay> {
  const taken = await db
    .selectFrom('tasks')
    .select((one) => [
      one.fn.count<number>('conversation_id').distinct().as('conversations'),
      sql<number | null>`avg(talk_ms)::float8`.as('averageTalkMs'),
    ])
    .where('tenant', '=', tenant)
    .where('agent_id', '=', agentId)
    .where('accepted_at', '>=', since)
    .where('direction', '<>', 'SILENT_MONITOR')
    .executeTakeFirstOrThrow();
  const states = await db
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
    .execute();
  return {
    since,
    conversations: taken.conversations,
    averageTalkMs: taken.averageTalkMs === null ? null : Math.round(taken.averageTalkMs),
    ...readyTime(states, since),
  };
}
