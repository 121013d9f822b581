/** The state of a conversation on the wire. */
import type { Conversation, ConversationStateName } from './state.ts';
import type { Turn } from './turn.ts';
import { scopeOfOwner } from './owner.ts';
import { planReminders } from './reminding.ts';
import { rule } from './rules.ts';
import { emit } from './turn.ts';

/** Somebody has answered, or nobody has to any more. */
export function settleAnswer(turn: Turn, conversation: Conversation): void {
  if (conversation.answer === undefined) return;
  emit(turn, { type: 'conversation.answerSettled', conversationId: conversation.id, expired: false });
}

/** C9, C20: the customer's silence counts again from now on, where it did before the conversation rested. */
function inactiveAfterRest({ world, now }: Turn, conversation: Conversation): number | null {
  if (conversation.hold?.awaitsCustomer !== true || conversation.sessionIds.length === 0) return null;
  const { state } = world;
  const patience = rule(state.config, 'customerInactivityMs', scopeOfOwner(state, conversation));
  return patience > 0 ? now + patience : null;
}

/** Changes the state, where that is a change. A conversation that rests goes on first (C20), by whom `agentId` says. */
export function changeState(
  turn: Turn,
  conversation: Conversation,
  state: ConversationStateName,
  agentId: string | null = null,
): void {
  if (conversation.state === state) return;
  const conversationId = conversation.id;
  if (conversation.state === 'ON_HOLD') {
    const inactiveAt = inactiveAfterRest(turn, conversation);
    emit(turn, { type: 'conversation.resumed', conversationId, agentId, inactiveAt });
    planReminders(turn, conversation);
  }
  emit(turn, { type: 'conversation.stateChanged', conversationId, state });
}
