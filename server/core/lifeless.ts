/** An agent without a sign of life: warned, and then signed out (A8). */
import type { Agent, State } from './state.ts';
import type { Turn } from './turn.ts';
import { signOutIdle } from './disconnect.ts';
import { lookup } from './lookup.ts';
import { isSpoken } from './mrd-state.ts';
import { emit } from './turn.ts';

/** Whether the agent is in a call, be it one that another system reports. */
function isInCall({ config, tasks }: State, { mrds, taskIds }: Agent): boolean {
  const speaks = (mrdId: string | null) => isSpoken(lookup(config.mrds, mrdId ?? ''));
  if (Object.values(mrds).some(({ mrdId, state }) => state === 'BUSY' && speaks(mrdId))) return true;
  return taskIds.some((id) => {
    const task = lookup(tasks, id);
    return task?.state === 'ACTIVE' && speaks(task.mrdId);
  });
}

/** The time for the warning or for the sign-out has come. Who is in a call needs no mouse. */
export function idleDue(turn: Turn, agentId: string): void {
  const { state } = turn.world;
  const agent = lookup(state.agents, agentId);
  if (agent?.idle === undefined) return;
  const { warned, logoutAt } = agent.idle;
  const { idleLogoutMs } = state.config;
  if (idleLogoutMs <= 0) emit(turn, { type: 'agent.active', agentId, logoutAt: null });
  else if (isInCall(state, agent))
    emit(turn, { type: 'agent.active', agentId, logoutAt: turn.now + idleLogoutMs });
  else if (!warned) emit(turn, { type: 'agent.idleWarned', agentId, logoutAt });
  else signOutIdle(turn, agent);
}
