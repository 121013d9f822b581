/** A raised hand: an agent asks the supervisors of the own team for help, unseen by the customer (C19). */
import type { RaiseHand } from './commands.ts';
import type { Rejection } from './rejections.ts';
import type { Conversation, Participant, State } from './state.ts';
import type { Turn } from './turn.ts';
import { findParticipation, isRejection } from './find.ts';
import { lookup } from './lookup.ts';
import { overseesAgent } from './oversight.ts';
import { isHandUp, lowerHand } from './participant.ts';
import { isSupervision } from './task-modes.ts';
import { emit, refuse } from './turn.ts';

/** Whether a participant may ask: an agent who works in the conversation, and is no supervisor in it. */
export function mayRaise({ tasks }: State, { role, taskId }: Participant): boolean {
  const task = lookup(tasks, taskId ?? '');
  return (role === 'PRIMARY' || role === 'ASSISTANT') && task !== undefined && !isSupervision(task);
}

/** Help has come, or nobody is left who asked for it. */
export function lowerHands(turn: Turn, conversation: Conversation): void {
  for (const agentId of Object.keys(conversation.hands ?? {})) lowerHand(turn, conversation, agentId);
}

/**
 * The hand of an agent who works in the conversation goes up or down; nothing where it is so already. To another
 * supervisor than before, it is raised anew.
 */
export function raiseHand(turn: Turn, command: RaiseHand): Rejection | null {
  const found = findParticipation(turn, command);
  if (isRejection(found)) return found;
  const { conversation, participant } = found;
  const { state } = turn.world;
  const { raised, toId } = command;
  const { ref: agentId } = participant;
  if (!raised) {
    lowerHand(turn, conversation, agentId);
    return null;
  }
  if (toId !== undefined && !overseesAgent(state.config, toId, agentId)) return refuse('FORBIDDEN');
  if (isHandUp(conversation, agentId) && lookup(conversation.hands ?? {}, agentId)?.toId === toId)
    return null;
  if (!mayRaise(state, participant)) return refuse('ROLE_NOT_ALLOWED');
  lowerHand(turn, conversation, agentId);
  const asked = toId !== undefined && { toId };
  emit(turn, { type: 'conversation.handRaised', conversationId: conversation.id, agentId, ...asked });
  return null;
}
