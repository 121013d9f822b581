/** I7, I9 and I10: numbering, tenants, and what customers may see. */
import type { DomainEvent } from '../../core/events.ts';
import type { Ledger, LedgerConversation } from '../ledger.ts';
import { demand } from '../violation.ts';

/** Roles whose words are for agents only (I10). */
const UNSEEN = new Set(['SILENT_MONITOR', 'WHISPER', 'ASSISTANT', 'WRAP_UP']);

const CONVERSATION = 'conversation:';

/** I7: dense over the tenant and within each stream; time never goes back. */
export function checkNumbers(ledger: Ledger, event: DomainEvent): void {
  demand(
    event.seq === ledger.seq + 1,
    'I7',
    () => `event ${event.seq} (${event.type}) follows ${ledger.seq}`,
  );
  const conversationId = event.stream.startsWith(CONVERSATION) ? event.stream.slice(CONVERSATION.length) : '';
  demand(
    !ledger.ended.has(conversationId),
    'I7',
    () => `${event.stream} has ended, and ${event.type} follows`,
  );
  const last = ledger.streams.get(event.stream) ?? 0;
  demand(
    event.streamSeq === last + 1,
    'I7',
    () => `${event.stream}: event ${event.streamSeq} (${event.type}) follows ${last}`,
  );
  demand(event.at >= ledger.at, 'I7', () => `event ${event.seq} lies before the one it follows`);
}

function collect(value: unknown, into: (text: string) => void): void {
  if (typeof value === 'string') into(value);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      into(key);
      collect(inner, into);
    }
  }
}

/** I9: no fact names anything that was born in the other contact centre. */
export function checkTenant(event: DomainEvent, isForeign: (id: string) => boolean): void {
  collect(event, (text) => {
    demand(
      !isForeign(text),
      'I9',
      () => `event ${event.seq} (${event.type}) names ${text} of the other tenant`,
    );
  });
}

function checkSender(
  conversation: LedgerConversation,
  event: Extract<DomainEvent, { type: 'message.sent' }>,
): void {
  const { sender } = event;
  const ref =
    sender.kind === 'AGENT' ? sender.agentId : sender.kind === 'BOT' ? sender.botId : sender.sessionId;
  const participant = [...conversation.participants.values()].find(
    (one) => one.kind === sender.kind && one.ref === ref,
  );
  demand(
    participant !== undefined,
    'I10',
    () => `message ${event.messageId} is by ${ref}, who does not take part`,
  );
  demand(
    !UNSEEN.has(participant.role) || event.visibility === 'AGENTS',
    'I10',
    () => `message ${event.messageId} by a ${participant.role} reaches the customer`,
  );
  demand(
    sender.kind !== 'CUSTOMER' || (event.kind === 'MESSAGE' && event.visibility === 'ALL'),
    'I10',
    () => `a customer sends ${event.kind} for ${event.visibility}`,
  );
}

/** I10, and that a message happens once (L-M4). */
export function checkPrivacy(ledger: Ledger, event: DomainEvent): void {
  if (event.type !== 'message.sent' && event.type !== 'message.marked') return;
  const conversation = ledger.conversations.get(event.conversationId);
  demand(conversation !== undefined, 'I10', () => `${event.type} in a conversation that is not open`);
  if (event.type === 'message.marked') {
    const shown = conversation.messages.get(event.messageId);
    demand(shown !== undefined, 'I10', () => `${event.messageId} is marked before it was sent`);
    demand(
      event.by.kind === 'AGENT' || shown,
      'I10',
      () => `${event.by.kind} marks ${event.messageId}, which no customer may know of`,
    );
    return;
  }
  demand(!conversation.messages.has(event.messageId), 'I4', () => `message ${event.messageId} is sent twice`);
  demand(
    event.kind === 'MESSAGE' || event.visibility === 'AGENTS',
    'I10',
    () => `${event.kind} ${event.messageId} reaches the customer`,
  );
  checkSender(conversation, event);
  if (event.replyTo !== null) {
    const shown = conversation.messages.get(event.replyTo);
    demand(
      shown !== undefined && (shown || event.visibility === 'AGENTS'),
      'I10',
      () => `${event.messageId} points the customer to ${String(event.replyTo)}, which they may not see`,
    );
  }
}
