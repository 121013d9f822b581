/** The state of a conversation on the wire. */
import type { Conversation, ConversationStateName } from './state.ts';
import type { Turn } from './turn.ts';
import { emit } from './turn.ts';

/** Changes the state, where that is a change. */
export function changeState(turn: Turn, conversation: Conversation, state: ConversationStateName): void {
  if (conversation.state === state) return;
  emit(turn, { type: 'conversation.stateChanged', conversationId: conversation.id, state });
}
