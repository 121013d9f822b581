/** What became of an agent's conversations while no desk was connected (G1–G6): from the history. */
import type { EndedWhileAway } from '../../../protocol/agent-manager/server-events.ts';
import { lookup } from '../../core/lookup.ts';
import type { SystemReason } from '../../core/state.ts';
import { customerDocument } from '../shared/cim-parties.ts';
import type { HistorySources } from '../shared/conversation-history.ts';

/** How many are told at most. */
const MOST = 50;

/** No conversation that ended later was accepted longer before (ms): the index is searched from there on. */
const LONGEST_CONVERSATION_MS = 3 * 86_400_000;

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
  const { engine, pastWork, people } = sources;
  const rows = await pastWork.endedTasks(agentId, {
    since,
    acceptedSince: since - LONGEST_CONVERSATION_MS,
    limit: MOST,
  });
  if (rows.length === 0) return null;
  const customers = new Map(
    (await people.customers(rows.map((row) => row.customerId))).map((customer) => [customer.id, customer]),
  );
  const open = await engine.read(({ world }) =>
    rows.map((row) => lookup(world.state.conversations, row.conversationId) !== undefined),
  );
  return {
    since,
    conversations: rows.map((row, at) => ({
      conversationId: row.conversationId,
      customer: customerDocument(row.customerId, customers.get(row.customerId)),
      queue: { id: row.queueId ?? '', name: row.queueId === null ? '' : sources.queueName(row.queueId) },
      reason: row.reason ?? '',
      at: row.closedAt ?? since,
      open: open[at] === true,
    })),
  };
}

/** When the connection was lost that the newest fact of the agent's stream brought back; null: it was not lost. */
async function lostAt({ agentHistory }: HistorySources, agentId: string): Promise<number | null> {
  const [, before, earlier] = await agentHistory.latestPresence(agentId, 3);
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
