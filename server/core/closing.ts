/** The end of a conversation. */
import type { Conversation } from './state.ts';
import type { Turn } from './turn.ts';
import { emit } from './turn.ts';

/** A conversation is over when no customer, no request and no agent's work is left in it. */
export function closeIfOver(turn: Turn, conversation: Conversation): void {
  if (conversation.sessionIds.length > 0 || conversation.taskIds.length > 0) return;
  emit(turn, { type: 'conversation.closed', conversationId: conversation.id });
}
