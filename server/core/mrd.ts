/** The agent's media switches (M1–M12, M16): one machine per agent and MRD. */
import type { SetMrdState } from './commands.ts';
import type { Rejection } from './rejections.ts';
import type { Agent, AgentMrd, MrdStateName, SystemReason } from './state.ts';
import type { Turn } from './turn.ts';
import { lookup } from './lookup.ts';
import { isRejection } from './find.ts';
import { actedOn, recordAct } from './oversight.ts';
import { isInterrupted, isOn, mrdState, occupied } from './mrd-state.ts';
import { emit, refuse, signal } from './turn.ts';

function change(
  turn: Turn,
  agent: Agent,
  mrd: AgentMrd,
  state: MrdStateName,
  reason: SystemReason | null,
): boolean {
  if (mrd.state === state && mrd.reason === reason) return false;
  emit(turn, {
    type: 'agent.mrdStateChanged',
    agentId: agent.id,
    mrdId: mrd.mrdId,
    state,
    // D10: the waiting time begins when the MRD becomes READY, also by its last task closing (M8).
    lastReadyAt: state === 'READY' && mrd.state !== 'READY' ? turn.now : mrd.lastReadyAt,
    reason,
  });
  return true;
}

function isManaged(turn: Turn, mrdId: string): boolean {
  return lookup(turn.world.state.config.mrds, mrdId)?.managedByRouting !== false;
}

/** M2 to M14: what an MRD is in with so many tasks. A call interrupts those that could take more. */
function stateOf(turn: Turn, agent: Agent, mrd: AgentMrd, on: boolean, count: number): MrdStateName {
  const state = mrdState(on, count, mrd.max);
  const couldTakeMore = state === 'READY' || state === 'ACTIVE';
  return couldTakeMore && isInterrupted(turn.world.state, agent, mrd.mrdId) ? 'INTERRUPTED' : state;
}

/** Switches an MRD on or off; what state that is depends on its tasks. False when nothing changed. */
export function switchMrd(
  turn: Turn,
  agent: Agent,
  mrd: AgentMrd,
  on: boolean,
  reason: SystemReason | null = null,
): boolean {
  // Another system's BUSY (a call) counts as work in hand: switching off waits for its end (A3).
  const busyElsewhere = !isManaged(turn, mrd.mrdId) && mrd.state === 'BUSY' ? 1 : 0;
  const count = occupied(turn.world.state, agent, mrd.mrdId) + busyElsewhere;
  const state = stateOf(turn, agent, mrd, on, count);
  if (on && isOn(mrd.state)) return false;
  if (!on && !isOn(mrd.state) && mrd.state === state) return false;
  return change(turn, agent, mrd, state, on ? null : reason);
}

/** M5–M8, M10: brings the state in line with the number of tasks. Nothing to do while signed out. */
export function settleMrds(turn: Turn, agent: Agent): void {
  if (agent.state === 'LOGOUT') return;
  for (const mrdId in agent.mrds) {
    const mrd = lookup(agent.mrds, mrdId);
    if (mrd === undefined || !isManaged(turn, mrdId)) continue;
    if (mrd.state === 'LOGOUT') continue;
    const count = occupied(turn.world.state, agent, mrdId);
    change(turn, agent, mrd, stateOf(turn, agent, mrd, isOn(mrd.state) && mrd.max > 0, count), mrd.reason);
  }
}

/** M16: the desk reports what another system does. READY of an agent who is not ready only ends BUSY. */
function setExternal(turn: Turn, agent: Agent, mrd: AgentMrd, { state, missed }: SetMrdState): boolean {
  const target = state === 'READY' && agent.state !== 'READY' ? 'NOT_READY' : state;
  return change(turn, agent, mrd, target, state === 'NOT_READY' && missed === true ? 'RONA' : null);
}

/**
 * A10: the agent has switched off the last MRD that follows the agent's state, so the agent's state follows it.
 * What is still on goes off with it (A3).
 */
function followMrds(turn: Turn, agent: Agent, switched: AgentMrd): void {
  const { mrds } = turn.world.state.config;
  const follows = ({ mrdId }: AgentMrd) => lookup(mrds, mrdId)?.autoSync === true;
  if (agent.state !== 'READY' || isOn(switched.state) || !follows(switched)) return;
  if (Object.values(agent.mrds).some((mrd) => follows(mrd) && isOn(mrd.state))) return;
  emit(turn, { type: 'agent.stateChanged', agentId: agent.id, state: 'NOT_READY', reason: null });
  for (const mrd of Object.values(agent.mrds)) switchMrd(turn, agent, mrd, false);
}

/** The agent's own switch of one MRD. */
export function setMrdState(turn: Turn, command: SetMrdState): Rejection | null {
  const agent = actedOn(turn, command);
  if (isRejection(agent)) return agent;
  const mrd = lookup(agent.mrds, command.mrdId);
  if (mrd === undefined) return refuse('MRD_NOT_FOUND');
  let changed = false;
  if (!isManaged(turn, mrd.mrdId)) {
    changed = setExternal(turn, agent, mrd, command);
  } else if (command.state === 'BUSY') {
    return refuse('STATE_NOT_ALLOWED');
  } else if (command.state === 'NOT_READY') {
    changed = switchMrd(turn, agent, mrd, false);
  } else if (agent.state === 'READY') {
    changed = switchMrd(turn, agent, mrd, true);
  }
  if (changed) {
    followMrds(turn, agent, mrd);
    recordAct(turn, command, 'MRD_STATE');
  }
  // M3 among others: the asker learns that nothing has changed.
  if (!changed) signal(turn, { type: 'agent.stateUnchanged', agentId: agent.id });
  return null;
}
