/** Enters what happens to customers’ sessions, and who keeps silent, in the ledger. */
import type { DomainEvent } from '../core/events.ts';
import type { Ledger, LedgerConversation } from './ledger.ts';

type SessionEvent = Extract<DomainEvent, { type: `session.${string}` }>;

export function onSession(ledger: Ledger, event: SessionEvent): void {
  if (event.type === 'session.started') {
    ledger.sessions.set(event.sessionId, {
      conversationId: event.conversationId,
      channelId: event.channelId,
      connected: true,
      reconnectUntil: null,
    });
    ledger.conversations.get(event.conversationId)?.sessions.add(event.sessionId);
    onLabels(ledger, event);
    return;
  }
  const session = ledger.sessions.get(event.sessionId);
  if (session === undefined) return;
  switch (event.type) {
    case 'session.connected':
      session.connected = true;
      session.reconnectUntil = null;
      return;
    case 'session.disconnected':
      session.connected = false;
      session.reconnectUntil = event.reconnectUntil;
      return;
    case 'session.ended':
      ledger.sessions.delete(event.sessionId);
      ledger.ended.add(event.sessionId);
      ledger.conversations.get(session.conversationId)?.sessions.delete(event.sessionId);
      return;
  }
}

/** What a customer's labels give, as it is told with the customer. */
export function onLabels(
  ledger: Ledger,
  { conversationId, labelPriority }: { conversationId: string; labelPriority?: number },
): void {
  const conversation = ledger.conversations.get(conversationId);
  if (conversation !== undefined && labelPriority !== undefined) conversation.labelPriority = labelPriority;
}

type SilenceEvent = Extract<
  DomainEvent,
  {
    type:
      | 'conversation.answerAwaited'
      | 'conversation.answerSettled'
      | 'conversation.remindersPlanned'
      | 'conversation.customerReminded'
      | 'message.edited'
      | 'message.deleted';
  }
>;

export function onSilence(conversation: LedgerConversation, event: SilenceEvent): void {
  switch (event.type) {
    case 'conversation.answerAwaited':
      conversation.answer = { endsAt: event.endsAt, stage: event.stage };
      return;
    case 'conversation.answerSettled':
      conversation.answer = null;
      return;
    case 'conversation.remindersPlanned':
      conversation.remindAt = [...event.remindAt];
      return;
    case 'conversation.customerReminded':
      conversation.remindAt = conversation.remindAt.filter((at) => at > event.at);
      return;
    case 'message.edited':
      return;
    case 'message.deleted':
      conversation.takenBack.add(event.messageId);
      return;
  }
}
