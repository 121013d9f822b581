/** Who listens to whose calls (V7). The telephone lets them; here it is checked and put on record. */
import type { EndCallMonitoring, MonitorCall } from './commands.ts';
import type { Rejection } from './rejections.ts';
import type { Agent } from './state.ts';
import type { Turn } from './turn.ts';
import { legsOf } from './call-legs.ts';
import type { FoundLeg } from './call-legs.ts';
import { isRejection, signedIn } from './find.ts';
import { lookup } from './lookup.ts';
import { actedOn, overseesAgent } from './oversight.ts';
import { emit, refuse } from './turn.ts';

/** The call that the agent talks in; one on hold where there is no other. */
function talkOf(turn: Turn, agent: Agent): FoundLeg | undefined {
  const legs = legsOf(turn.world.state, agent);
  return legs.find(({ leg }) => leg.heldSince === null) ?? legs[0];
}

/** Puts on record that a supervisor listens to no call any more. */
export function endMonitoringBy(turn: Turn, supervisorId: string): void {
  const known = lookup(turn.world.state.callMonitorings, supervisorId);
  if (known === undefined) return;
  const { agentId, conversationId } = known;
  emit(turn, {
    type: 'agent.callMonitoringEnded',
    agentId,
    supervisorId,
    callConversationId: conversationId,
  });
}

/** Who listens to an agent whose team they supervise no more does so no more: the phone takes them out of the call. */
export function endLostMonitorings(turn: Turn): void {
  const { callMonitorings, config } = turn.world.state;
  for (const [supervisorId, { agentId }] of Object.entries(callMonitorings))
    if (!overseesAgent(config, supervisorId, agentId)) endMonitoringBy(turn, supervisorId);
}

/** V7. Of one agent at a time: the telephone lets nobody listen to two. */
export function monitorCall(turn: Turn, command: MonitorCall): Rejection | null {
  const { by, agentId, how: act } = command;
  if (by === agentId) return refuse('FORBIDDEN');
  const agent = actedOn(turn, command);
  if (isRejection(agent)) return agent;
  const known = lookup(turn.world.state.callMonitorings, by);
  const isSame = known?.agentId === agentId && (act === 'BARGE_IN' || !known.isBargedIn);
  if (isSame && known.isBargedIn === (act === 'BARGE_IN')) return null;
  if (!isSame) endMonitoringBy(turn, by);
  const talk = talkOf(turn, agent);
  emit(turn, {
    type: 'agent.callMonitored',
    agentId,
    supervisorId: by,
    act,
    begins: !isSame,
    callId: talk?.leg.callId ?? null,
    callConversationId: talk?.conversation.id ?? null,
  });
  return null;
}

/** V7. */
export function endCallMonitoring(turn: Turn, { by }: EndCallMonitoring): Rejection | null {
  const supervisor = signedIn(turn, by);
  if (isRejection(supervisor)) return supervisor;
  endMonitoringBy(turn, by);
  return null;
}
