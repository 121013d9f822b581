/** What became of an agent's conversations while no desk was connected (lifecycles §17): from the history. */
import type { EndedWhileAway } from '../../../protocol/agent-manager/server-events.ts';
import { lookup } from '../../core/lookup.ts';
import type { SystemReason } from '../../core/state.ts';
import { customerDocument } from '../shared/cim-parties.ts';
import type { HistorySources } from '../shared/conversation-history.ts';

/** How many are told at most. */
const MOST = 50;

/** No conversation that ended later was accepted longer before (ms): the index is searched from there on. */
const LONGEST_CONVERSATION_MS = 3 * 86_400_000;

const PRESENCE = ['agent.signedIn', 'agent.connected', 'agent.disconnected', 'agent.signedOut'];

/**
 * Asked when a connection has just brought the agent back. Null when nothing ended, or when the agent had left by
 * themselves: then they know.
 */
export async function endedWhileAway(
  sources: HistorySources,
  agentId: string,
): Promise<EndedWhileAway | null> {
  const since = await lostAt(sources, agentId);
  if (since === null) return null;
  const { db, engine, people } = sources;
  const rows = await db
    .selectFrom('tasks as t')
    .innerJoin('conversations as c', (join) =>
      join.onRef('c.tenant', '=', 't.tenant').onRef('c.id', '=', 't.conversation_id'),
    )
    .select(['t.conversation_id', 't.queue_id', 't.reason', 't.closed_at', 'c.customer_id'])
    .where('t.tenant', '=', engine.tenant)
    .where('t.agent_id', '=', agentId)
    .where('t.accepted_at', '>=', since - LONGEST_CONVERSATION_MS)
    .where('t.closed_at', '>=', since)
    .orderBy('t.closed_at', 'desc')
    .limit(MOST)
    .execute();
  if (rows.length === 0) return null;
  const customers = new Map(
    (await people.customers(rows.map((row) => row.customer_id))).map((customer) => [customer.id, customer]),
  );
  const open = await engine.read(({ world }) =>
    rows.map((row) => lookup(world.state.conversations, row.conversation_id) !== undefined),
  );
  return {
    since,
    conversations: rows.map((row, at) => ({
      conversationId: row.conversation_id,
      customer: customerDocument(row.customer_id, customers.get(row.customer_id)),
      queue: { id: row.queue_id, name: sources.queueName(row.queue_id) },
      reason: row.reason ?? '',
      at: row.closed_at ?? since,
      open: open[at] === true,
    })),
  };
}

/** When the connection was lost that the newest fact of the agent's stream brought back; null: it was not lost. */
async function lostAt({ db, engine }: HistorySources, agentId: string): Promise<number | null> {
  const [, before, earlier] = await db
    .selectFrom('journal')
    .select(['type', 'at', 'data'])
    .where('tenant', '=', engine.tenant)
    .where('stream', '=', `agent:${agentId}`)
    .where('type', 'in', PRESENCE)
    .orderBy('stream_seq', 'desc')
    .limit(3)
    .execute();
  if (before?.type === 'agent.disconnected') return before.at;
  if (before?.type !== 'agent.signedOut' || earlier?.type !== 'agent.disconnected') return null;
  return isLost(before.data.reason) ? earlier.at : null;
}

/** Whether the system signed the agent out because the connection did not come back. */
function isLost(reason: unknown): boolean {
  return (
    typeof reason === 'object' &&
    reason !== null &&
    'id' in reason &&
    reason.id === ('NETWORK' satisfies SystemReason)
  );
}
