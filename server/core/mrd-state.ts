/**
 * The MRD's machine (M1–M18) as a function: an MRD is on or off, has so many tasks, and its state
 * follows. Recomputing instead of stepping is what makes M7, M8, M10, M11 and M14 come out right whatever
 * happened in between.
 */
import type { Agent, AgentMrd, MrdStateName, State } from './state.ts';
import type { Config, Mrd } from './config.ts';
import { lookup } from './lookup.ts';

/** On: the agent wants work of this MRD. BUSY has no room for it at the moment, INTERRUPTED waits for a call's end. */
export function isOn(state: MrdStateName): boolean {
  return state === 'READY' || state === 'ACTIVE' || state === 'BUSY' || state === 'INTERRUPTED';
}

/** Tasks owned or wrapping up. Offers count as taken (`live`) but do not show in the state (M4). */
export function occupied(state: State, agent: Agent, mrdId: string): number {
  let count = 0;
  for (const taskId of agent.taskIds) {
    const task = lookup(state.tasks, taskId);
    if (task?.mrdId === mrdId && task.state !== 'OFFERED') count += 1;
  }
  return count;
}

/** M2, M5–M12: the state of an MRD that routing manages. */
export function mrdState(on: boolean, count: number, max: number): MrdStateName {
  if (!on) return count === 0 ? 'NOT_READY' : 'PENDING_NOT_READY';
  if (count === 0) return max > 0 ? 'READY' : 'BUSY';
  return count < max ? 'ACTIVE' : 'BUSY';
}

/** Kinds of work that are heard while they last: they are put on hold where they are routed, not here. */
const SPOKEN: readonly string[] = ['CX_VOICE', 'CISCO_CC'];

/** Whether work of an MRD is a call. */
export function isSpoken(mrd: Pick<Mrd, 'type'> | undefined): boolean {
  return mrd !== undefined && SPOKEN.includes(mrd.type);
}

/** M16: whether another system reports work in hand (a call). */
function isBusyElsewhere(config: Config, { mrdId, state }: AgentMrd): boolean {
  const mrd = lookup(config.mrds, mrdId);
  return state === 'BUSY' && mrd?.managedByRouting === false && !mrd.interruptible;
}

/**
 * M13: whether the agent is at work in another MRD that bears no other work beside it (a call), be it a task of ours or
 * what another system reports.
 */
export function isInterrupted(state: State, agent: Agent, mrdId: string): boolean {
  const { mrds } = state.config;
  if (lookup(mrds, mrdId)?.interruptible !== true) return false;
  if (Object.values(agent.mrds).some((mrd) => isBusyElsewhere(state.config, mrd))) return true;
  return agent.taskIds.some((taskId) => {
    const task = lookup(state.tasks, taskId);
    return (
      task?.state === 'ACTIVE' && task.mrdId !== null && lookup(mrds, task.mrdId)?.interruptible === false
    );
  });
}

/** I3: whether a further task may be offered to the agent in this MRD. */
export function isRoutable(config: Config, agent: Agent, mrd: AgentMrd): boolean {
  return (
    agent.state === 'READY' &&
    agent.connected &&
    (mrd.state === 'READY' || mrd.state === 'ACTIVE') &&
    mrd.live < mrd.max &&
    lookup(config.mrds, mrd.mrdId)?.managedByRouting === true
  );
}

/** Whether work is ever offered to a person: who only supervises or administers has no MRD. */
export function isOfferedWork(config: Config, agentId: string): boolean {
  return Object.keys(mrdMaxima(config, agentId)).length > 0;
}

/** MRD id → most tasks at once, of the MRDs that an agent has. */
export function mrdMaxima(config: Config, agentId: string): Record<string, number> {
  const maxima: Record<string, number> = {};
  const agent = lookup(config.agents, agentId);
  if (agent === undefined) return maxima;
  for (const [mrdId, max] of Object.entries(agent.maxTasks)) {
    if (Object.hasOwn(config.mrds, mrdId)) maxima[mrdId] = max;
  }
  return maxima;
}
