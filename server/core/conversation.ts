/** How conversations end, from either side (C1–C8). */
import type { EndConversation, LeaveConversation } from './commands.ts';
import type { RevokeReason } from './events.ts';
import type { Rejection } from './rejections.ts';
import type { Conversation, Participant, SessionEndReason } from './state.ts';
import type { Turn } from './turn.ts';
import { openLegs } from './call-legs.ts';
import { closeIfOver } from './closing.ts';
import { changeState } from './conversation-state.ts';
import { findParticipation, isRejection, openConversation, tasksOf } from './find.ts';
import { lookup } from './lookup.ts';
import { ownerOf } from './owner.ts';
import { agentIn, botIn, customerIn, hasPrimary, removeParticipant } from './participant.ts';
import { closeTask } from './queue.ts';
import { isSearching, servesCustomer } from './task-modes.ts';
import { emit, refuse } from './turn.ts';
import { closePart, endPart, endWrapup, finishPart } from './wrapup.ts';

/** Why offers of a conversation stop ringing when its customer's session ends for `reason`. */
function revokeReasonFor(reason: SessionEndReason): RevokeReason {
  switch (reason) {
    case 'CUSTOMER':
    case 'NETWORK':
    case 'INACTIVITY':
      return 'CUSTOMER_LEFT';
    case 'NO_AGENT_AVAILABLE':
      return 'TTL';
    case 'AGENT':
    case 'FORCE_CLOSED':
      return 'CANCELLED';
  }
}

/** T6 and T7 at once: the last customer is gone, so requests are cancelled and agents go on to wrap-up. */
function dissolve(turn: Turn, conversation: Conversation, reason: SessionEndReason): void {
  const tasks = tasksOf(turn, conversation);
  const served = tasks.some(({ state }) => state === 'ACTIVE');
  // When the agent ended it, nobody walked away (C6).
  if (served && reason !== 'AGENT') changeState(turn, conversation, 'CUSTOMER_LEFT');
  for (const { id } of tasks) {
    const task = lookup(turn.world.state.tasks, id);
    if (task === undefined) continue;
    if (task.state === 'ACTIVE') endPart(turn, conversation, task, 'CUSTOMER_LEFT');
    else if (task.state !== 'WRAP_UP') closeTask(turn, task, 'CANCELLED', revokeReasonFor(reason));
  }
  for (const participant of conversation.participants.filter(({ kind }) => kind === 'BOT')) {
    removeParticipant(turn, conversation, participant, 'CUSTOMER_LEFT');
  }
  if (conversation.taskIds.length > 0) changeState(turn, conversation, 'WRAP_UP');
}

/** One session of the customer ends; with the last one, the conversation does. */
export function endOneSession(
  turn: Turn,
  conversation: Conversation,
  sessionId: string,
  reason: SessionEndReason,
): void {
  const participant = customerIn(conversation, sessionId);
  const session = lookup(turn.world.state.sessions, sessionId);
  const calling = session === undefined ? [] : openLegs(turn.world.state, session);
  if (session?.legs !== undefined) {
    const { startedAt, legs } = session;
    const record = legs.map((leg) => ({ ...leg }));
    emit(turn, {
      type: 'call.ended',
      conversationId: conversation.id,
      sessionId,
      startedAt,
      legs: record,
    });
  }
  emit(turn, { type: 'session.ended', sessionId, conversationId: conversation.id, reason });
  removeParticipant(turn, conversation, participant, reason);
  if (conversation.sessionIds.length > 0) {
    // Whoever is in a call alone has nothing left to do here.
    for (const { taskId } of calling) {
      const task = lookup(turn.world.state.tasks, taskId);
      if (task?.state === 'ACTIVE') endPart(turn, conversation, task, 'CALL_ENDED');
    }
    return;
  }
  dissolve(turn, conversation, reason);
  closeIfOver(turn, conversation);
}

/** All sessions of the customer end, and with them the conversation. */
export function endAllSessions(turn: Turn, conversation: Conversation, reason: SessionEndReason): void {
  for (const sessionId of [...conversation.sessionIds]) endOneSession(turn, conversation, sessionId, reason);
}

/** Whether the customer still waits for somebody: then the last agent's leaving is not the end. */
export function awaitsAgent(turn: Turn, conversation: Conversation): boolean {
  return tasksOf(turn, conversation).some((task) => isSearching(task) && servesCustomer(task));
}

/** Whether agents may still join the conversation by themselves. */
export function isListed(turn: Turn, { listId }: Conversation): boolean {
  return listId !== null && Object.hasOwn(turn.world.state.config.lists, listId);
}

/** Ends the conversation of a customer whom nobody serves, or will; the reason says why nobody does. */
export function endIfUnserved(
  turn: Turn,
  conversation: Conversation | undefined,
  reason: SessionEndReason,
): void {
  if (conversation === undefined || hasPrimary(conversation) || awaitsAgent(turn, conversation)) return;
  if (isListed(turn, conversation)) changeState(turn, conversation, 'INACTIVE');
  else endAllSessions(turn, conversation, reason);
}

/** Those who help or watch an agent have nobody to help or watch any more, and nobody else is asked to. */
export function dismissHelpers(turn: Turn, conversation: Conversation): void {
  for (const task of tasksOf(turn, conversation)) {
    if (servesCustomer(task) || task.state === 'WRAP_UP') continue;
    const { participant } = closePart(turn, conversation, task, 'CANCELLED', 'CANCELLED');
    removeParticipant(turn, conversation, participant, 'AGENT_LEFT');
  }
}

/** Whether no other agent talks to the customer. */
function isLast({ participants }: Conversation, self: Participant): boolean {
  return !participants.some(({ id, kind, role }) => id !== self.id && kind === 'AGENT' && role === 'PRIMARY');
}

/** The owner ends the conversation for everybody; where no agent is, the bot that talks to the customer may. */
export function endConversation(turn: Turn, command: EndConversation): Rejection | null {
  const conversation = openConversation(turn, command.conversationId);
  if (isRejection(conversation)) return conversation;
  const { by } = command;
  const self = by.kind === 'AGENT' ? agentIn(conversation, by.agentId) : botIn(conversation, by.botId);
  if (self === undefined) return refuse('NOT_A_PARTICIPANT');
  if (conversation.sessionIds.length === 0) return refuse('TOPIC_CLOSED');
  const owner = ownerOf(conversation);
  const mayEnd = by.kind === 'AGENT' ? owner === self : owner === undefined && self.role === 'PRIMARY';
  if (!mayEnd) return refuse('NOT_OWNER');
  const task = command.wrapUp === false ? lookup(turn.world.state.tasks, self.taskId ?? '') : undefined;
  if (task !== undefined) finishPart(turn, conversation, task, 'UNSUBSCRIBED');
  endAllSessions(turn, conversation, 'AGENT');
  return null;
}

/** T7, D18: with the last agent who talks to the customer, the customer's session ends, too. */
export function leaveConversation(turn: Turn, command: LeaveConversation): Rejection | null {
  const found = findParticipation(turn, command);
  if (isRejection(found)) return found;
  const { conversation, participant } = found;
  const task = participant.taskId === null ? undefined : lookup(turn.world.state.tasks, participant.taskId);
  if (task?.state === 'WRAP_UP') {
    // W2: an agent who leaves before the time is over closes the wrap-up.
    endWrapup(turn, conversation, task, 'WRAP_UP_NOT_APPLIED');
    return null;
  }
  const servedCustomer = participant.role === 'PRIMARY';
  if (command.unlessLast === true && servedCustomer && isLast(conversation, participant))
    return refuse('LAST_AGENT');
  const { quiet = false, wrapUp = true } = command;
  if (task === undefined) removeParticipant(turn, conversation, participant, 'UNSUBSCRIBED', quiet);
  else if (wrapUp) endPart(turn, conversation, task, 'UNSUBSCRIBED', quiet);
  else finishPart(turn, conversation, task, 'UNSUBSCRIBED', quiet);
  if (!servedCustomer || hasPrimary(conversation)) return null;
  if (conversation.sessionIds.length === 0) closeIfOver(turn, conversation);
  else if (awaitsAgent(turn, conversation) || isListed(turn, conversation)) {
    dismissHelpers(turn, conversation);
    if (!awaitsAgent(turn, conversation)) changeState(turn, conversation, 'INACTIVE');
  } else endAllSessions(turn, conversation, 'AGENT');
  return null;
}
