/** How an agent's part in a call ends, and the call with the last of them (V5). */
import type { CallEndReason, ChannelSession, Conversation, Task, TaskDirection } from './state.ts';
import type { Turn } from './turn.ts';
import type { FoundLeg } from './call-legs.ts';
import { isOpenLeg, openLegs } from './call-legs.ts';
import { endOneSession } from './conversation.ts';
import { lookup } from './lookup.ts';
import { rule } from './rules.ts';
import { goOnInWriting } from './session.ts';
import { emit } from './turn.ts';
import { endPart } from './wrapup.ts';

/** Whether the customer talks on with somebody: the next part of the call is waited for. */
function goesOn(session: ChannelSession, callId: string, reason: CallEndReason): boolean {
  // A consult is not the customer's call: that one may come after it.
  return reason === 'CONSULT_TRANSFER' || reason === 'DIRECT_TRANSFER' || callId !== session.id;
}

/** The call has nobody of ours any more: it is over, or somebody is waited for as long as for a lost customer. */
function settleCall(
  turn: Turn,
  conversation: Conversation,
  session: ChannelSession,
  waits: boolean,
  priority: number,
): void {
  const { state } = turn.world;
  const { id: sessionId, channelId } = session;
  if (waits) {
    const mrdId = lookup(state.config.channels, channelId)?.mrdId ?? null;
    const patience = rule(state.config, 'customerReconnectMs', { queueId: null, mrdId, channelId });
    const reconnectUntil = turn.now + patience;
    const conversationId = conversation.id;
    emit(turn, { type: 'session.disconnected', sessionId, conversationId, reconnectUntil });
    return;
  }
  endOneSession(turn, conversation, sessionId, 'CUSTOMER');
  goOnInWriting(turn, conversation, priority);
}

/**
 * V5: the agent is out; wrap-up follows, unless they go on with what the customer writes, or wrap up already. `priority` is
 * that of a customer who wrote meanwhile and has nobody any more.
 */
export function hangUp(
  turn: Turn,
  found: FoundLeg,
  reason: CallEndReason,
  endedAt: number | null,
  priority = 1,
): void {
  const { state } = turn.world;
  const { leg, session, conversation } = found;
  const { agentId, callId, taskId } = leg;
  const wasOpen = isOpenLeg(state, leg);
  emit(turn, {
    type: 'call.legEnded',
    conversationId: conversation.id,
    sessionId: session.id,
    agentId,
    callId,
    leg: leg.leg,
    reason,
    endedAt,
  });
  const task = lookup(state.tasks, taskId);
  const others = openLegs(state, session);
  if (reason === 'CONSULT_TRANSFER') takeOverConsulted(turn, found);
  if (task?.state === 'ACTIVE' && !others.some((one) => one.taskId === taskId))
    endPart(turn, conversation, task, 'CALL_ENDED');
  // Where the next part is awaited already, what an earlier one ends with changes nothing.
  if (others.length > 0 || !(wasOpen || session.connected)) return;
  settleCall(turn, conversation, session, goesOn(session, callId, reason), priority);
}

/** V2: those who were asked about the call have it when who asked is out by a transfer. */
function takeOverConsulted(turn: Turn, { session, conversation }: FoundLeg): void {
  for (const { taskId, reason } of openLegs(turn.world.state, session)) {
    if (reason === 'CONSULT') takeOver(turn, conversation, taskId, 'CONSULT_TRANSFER');
  }
}

/** V2: who was asked about the call talks to the customer from now on. */
export function takeOver(
  turn: Turn,
  conversation: Conversation,
  taskId: string,
  direction: TaskDirection,
): void {
  const task = lookup(turn.world.state.tasks, taskId);
  if (task?.state !== 'ACTIVE' || task.agentId === null || task.direction === direction) return;
  emit(turn, { type: 'task.redirected', taskId, agentId: task.agentId, direction });
  const self = conversation.participants.find((one) => one.taskId === taskId);
  if (self?.role !== 'ASSISTANT') return;
  emit(turn, {
    type: 'participant.roleChanged',
    conversationId: conversation.id,
    participantId: self.id,
    role: 'PRIMARY',
    previousRole: self.role,
  });
}

/** A call in which nobody of ours is any more ends with what the telephone says of it last. */
export function endSilentCall(turn: Turn, callId: string, reason: CallEndReason): void {
  const { state } = turn.world;
  const session = lookup(state.sessions, callId);
  const conversation = session && lookup(state.conversations, session.conversationId);
  if (session?.legs === undefined || conversation === undefined) return;
  if (session.legs.some((leg) => isOpenLeg(state, leg))) return;
  if (!session.connected || goesOn(session, callId, reason)) return;
  settleCall(turn, conversation, session, false, 1);
}

/** The agent is gone from here, and their part with them: nobody else can be given it. */
export function dropCall(turn: Turn, conversation: Conversation, task: Task, priority: number): void {
  const { state } = turn.world;
  for (const sessionId of [...conversation.sessionIds]) {
    const session = lookup(state.sessions, sessionId);
    if (session?.legs === undefined) continue;
    for (const leg of openLegs(state, session)) {
      if (leg.taskId === task.id)
        hangUp(turn, { leg, session, conversation }, 'AGENT_LOGOUT', null, priority);
    }
  }
}
