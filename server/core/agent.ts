/** The agent's own state (A1–A14): signing in, READY and NOT_READY, lost and returning sockets. */
import type { ConnectAgent, DisconnectAgent, SetAgentState } from './commands.ts';
import type { Rejection } from './rejections.ts';
import type { Agent } from './state.ts';
import type { Turn } from './turn.ts';
import { handOver } from './handing-over.ts';
import { isRejection } from './find.ts';
import { findReason } from './reasons.ts';
import { showLife } from './idle.ts';
import { isId, lookup } from './lookup.ts';
import { isOn, mrdMaxima } from './mrd-state.ts';
import { switchMrd } from './mrd.ts';
import { actedOn, recordAct } from './oversight.ts';
import { agentQuota } from './quotas.ts';
import { emit, refuse, signal } from './turn.ts';

/** A8: who connects is there. */
function comeBack(turn: Turn, agentId: string): void {
  const agent = lookup(turn.world.state.agents, agentId);
  if (agent !== undefined) showLife(turn, agent);
}

/** A1; within the grace period and for another sign-in the state is kept (G4, L-S5). */
export function connectAgent(turn: Turn, command: ConnectAgent): Rejection | null {
  const { state } = turn.world;
  const { agentId, sid } = command;
  if (!Object.hasOwn(state.config.agents, agentId)) return refuse('AGENT_NOT_FOUND');
  if (!isId(sid)) return refuse('VALIDATION');
  const agent = lookup(state.agents, agentId);
  if (agent === undefined || agent.state === 'LOGOUT') {
    const full = agentQuota(turn.world);
    if (full !== null) return full;
    emit(turn, { type: 'agent.signedIn', agentId, sid, mrds: mrdMaxima(state.config, agentId) });
    comeBack(turn, agentId);
    return null;
  }
  if (agent.sid !== sid) {
    emit(turn, { type: 'agent.sessionReplaced', agentId, sid, previousSid: agent.sid ?? '' });
  }
  if (!agent.connected) emit(turn, { type: 'agent.connected', agentId });
  comeBack(turn, agentId);
  return null;
}

/** A9: state and tasks are kept for the grace period; nothing new is offered meanwhile (I3, L-R8). */
export function disconnectAgent(turn: Turn, { agentId, sid }: DisconnectAgent): Rejection | null {
  const { state } = turn.world;
  const agent = lookup(state.agents, agentId);
  if (agent === undefined) {
    return Object.hasOwn(state.config.agents, agentId) ? null : refuse('AGENT_NOT_FOUND');
  }
  // An old sign-in's last socket says nothing about the present one.
  if (agent.sid !== sid || !agent.connected) return null;
  emit(turn, {
    type: 'agent.disconnected',
    agentId,
    graceUntil: turn.now + state.config.disconnectGraceMs,
  });
  return null;
}

/** A2 with auto-sync (D8), A3: MRDs with work in hand go on until it is done. */
function switchMrds(turn: Turn, agent: Agent): void {
  const { mrds } = turn.world.state.config;
  for (const mrd of Object.values(agent.mrds)) {
    if (agent.state === 'NOT_READY') switchMrd(turn, agent, mrd, false);
    else if (lookup(mrds, mrd.mrdId)?.autoSync === true && !isOn(mrd.state))
      switchMrd(turn, agent, mrd, true);
  }
}

/** After a RONA the agent is still READY: saying so again brings back what the system switched off. */
function switchBack(turn: Turn, agent: Agent): boolean {
  let changed = false;
  for (const mrd of Object.values(agent.mrds)) {
    if (mrd.reason !== null && switchMrd(turn, agent, mrd, true)) changed = true;
  }
  return changed;
}

/** A2–A5. The last explicit command holds (L-S8): nothing is queued that could win later. */
export function setAgentState(turn: Turn, command: SetAgentState): Rejection | null {
  const agent = actedOn(turn, command);
  if (isRejection(agent)) return agent;
  const reason =
    command.state === 'READY' && command.reasonId !== null
      ? undefined
      : findReason(turn, 'NOT_READY', command.reasonId);
  if (reason === undefined) return refuse('REASON_NOT_FOUND');
  if (agent.state === command.state && (agent.reason?.id ?? null) === (reason?.id ?? null)) {
    if (agent.state === 'READY' && switchBack(turn, agent)) recordAct(turn, command, 'STATE');
    else signal(turn, { type: 'agent.stateUnchanged', agentId: agent.id });
    return null;
  }
  const changesSide = agent.state !== command.state;
  emit(turn, { type: 'agent.stateChanged', agentId: agent.id, state: command.state, reason });
  if (changesSide) switchMrds(turn, agent);
  recordAct(turn, command, 'STATE');
  const { reasons } = turn.world.state.config;
  if (reason !== null && lookup(reasons, reason.id)?.callback === true) handOver(turn, agent);
  return null;
}
