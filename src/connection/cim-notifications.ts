/** What the desk says without words: that somebody types, and what has arrived or has been read. */
import type { Conversation, DeskState } from '../store/model.ts';
import { cimEvent, envelope } from './publish.ts';

/** This agent types. */
export function typingStarted(id: string, at: number, conversation: Conversation, state: DeskState) {
  const body = { type: 'NOTIFICATION', notificationType: 'TYPING_STARTED', markdownText: '' };
  return envelope(
    cimEvent(
      { name: 'TYPING_INDICATOR', type: 'NOTIFICATION', messageId: id, at, body },
      conversation,
      state,
    ),
    conversation,
    state,
  );
}

/** Everything up to a message has reached this desk, or has been read by this agent. `id` is the receipt's own. */
export function receipt(
  said: { id: string; at: number; messageId: string; status: 'DELIVERED' | 'READ' },
  conversation: Conversation,
  state: DeskState,
) {
  const { id, at, messageId, status } = said;
  const body = { type: 'DELIVERYNOTIFICATION', markdownText: '', messageId, status, reasonCode: '200' };
  return envelope(
    cimEvent(
      { name: 'MESSAGE_DELIVERY_NOTIFICATION', type: 'NOTIFICATION', messageId: id, at, body },
      conversation,
      state,
    ),
    conversation,
    state,
  );
}
