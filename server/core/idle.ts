/** Signs of life: who shows none for too long is signed out (A8). */
import type { ShowActivity } from './commands.ts';
import type { Rejection } from './rejections.ts';
import type { Agent } from './state.ts';
import type { Turn } from './turn.ts';
import { isRejection, signedIn } from './find.ts';
import { emit } from './turn.ts';

/** Signs of life within this part of the time say nothing new. */
const NEWS_AFTER = 0.1;

/** The agent is there: the time begins anew. */
export function showLife(turn: Turn, { id: agentId, idle }: Agent): void {
  const { idleLogoutMs } = turn.world.state.config;
  if (idleLogoutMs <= 0) {
    if (idle !== undefined) emit(turn, { type: 'agent.active', agentId, logoutAt: null });
    return;
  }
  const isNews =
    idle === undefined || idle.warned || turn.now - idle.since >= Math.round(idleLogoutMs * NEWS_AFTER);
  if (isNews) emit(turn, { type: 'agent.active', agentId, logoutAt: turn.now + idleLogoutMs });
}

/** The agent has done something at the desk. */
export function showActivity(turn: Turn, { agentId }: ShowActivity): Rejection | null {
  const agent = signedIn(turn, agentId);
  if (isRejection(agent)) return agent;
  showLife(turn, agent);
  return null;
}
