/** An agent's own figures of a day, from the history. */
import type { DeskFigures } from '../../../protocol/agent-manager/server-events.ts';
import type { AgentHistory, AgentState } from '../../store/agent-history.ts';

export type OwnDay = DeskFigures['today'];

/**
 * How long an agent was READY since the day began: what has ended as a length, what goes on by its beginning. `rows`
 * are the agent's own states in the order in which they came, from the one that held when the day began.
 */
export function readyTime(
  rows: readonly AgentState[],
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
export async function readOwnDay(history: AgentHistory, agentId: string, since: number): Promise<OwnDay> {
  const taken = await history.taken(agentId, since);
  const states = await history.states(agentId, since);
  return {
    since,
    conversations: taken.conversations,
    averageTalkMs: taken.averageTalkMs === null ? null : Math.round(taken.averageTalkMs),
    ...readyTime(states, since),
  };
}
