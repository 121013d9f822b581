/** A conversation that rests for a while (C20): the customer knows, and nobody's silence counts. */
import type { PauseConversation, ResumeConversation } from './commands.ts';
import type { Rejection } from './rejections.ts';
import type { Conversation, State } from './state.ts';
import type { Turn } from './turn.ts';
import { changeState, settleAnswer } from './conversation-state.ts';
import { findPrimary, isRejection } from './find.ts';
import { lookup } from './lookup.ts';
import { isSpoken } from './mrd-state.ts';
import { emit, refuse } from './turn.ts';

/** Whether its sessions are all of a kind that can wait: none is a call, by its channel or because agents are in it. */
export function hasRestingKind({ sessions, config }: State, { sessionIds }: Conversation): boolean {
  return !sessionIds.some((id) => {
    const session = lookup(sessions, id);
    const channel = lookup(config.channels, session?.channelId ?? '');
    return session?.legs !== undefined || isSpoken(lookup(config.mrds, channel?.mrdId ?? ''));
  });
}

/** Whether it is one that can rest now, or rests. */
export function mayRest(state: State, conversation: Conversation): boolean {
  const goesOn = conversation.state === 'ACTIVE' || conversation.state === 'ON_HOLD';
  return goesOn && state.config.pausesMs.length > 0 && hasRestingKind(state, conversation);
}

/** The conversation in which an agent talks to the customer. */
function findOwn(turn: Turn, command: PauseConversation | ResumeConversation): Conversation | Rejection {
  const found = findPrimary(turn, command);
  if (isRejection(found)) return found;
  const { conversation } = found;
  return conversation.sessionIds.length === 0 ? refuse('TOPIC_CLOSED') : conversation;
}

/** Asked again while it rests, the time counts anew. */
export function pauseConversation(turn: Turn, command: PauseConversation): Rejection | null {
  const conversation = findOwn(turn, command);
  if (isRejection(conversation)) return conversation;
  const { forMs, agentId } = command;
  if (!mayRest(turn.world.state, conversation)) return refuse('STATE_NOT_ALLOWED');
  if (!turn.world.state.config.pausesMs.includes(forMs)) return refuse('VALIDATION');
  settleAnswer(turn, conversation);
  changeState(turn, conversation, 'ON_HOLD');
  const conversationId = conversation.id;
  emit(turn, { type: 'conversation.paused', conversationId, agentId, endsAt: turn.now + forMs });
  return null;
}

/** It goes on; nothing happens where it does not rest. */
export function resumeConversation(turn: Turn, command: ResumeConversation): Rejection | null {
  const conversation = findOwn(turn, command);
  if (isRejection(conversation)) return conversation;
  if (conversation.state === 'ON_HOLD') changeState(turn, conversation, 'ACTIVE', command.agentId);
  return null;
}

/** The time is over. */
export function endHold(turn: Turn, conversationId: string): void {
  const conversation = lookup(turn.world.state.conversations, conversationId);
  if (conversation?.state === 'ON_HOLD') changeState(turn, conversation, 'ACTIVE');
}
