/** Who has received and read how much of a conversation, as high-water marks on its stream. */
import type { MarkMessage } from './commands.ts';
import type { EventOf } from './events.ts';
import type { Conversation, Receipt } from './state.ts';
import { lookup } from './lookup.ts';

type Mark = Pick<MarkMessage, 'messageId' | 'status' | 'by'>;

const NOTHING: Receipt = { delivered: 0, read: 0 };

/** All sessions of a customer are one reader; each agent is one, on however many tabs, and each bot. */
function readerOf(by: MarkMessage['by']): string {
  switch (by.kind) {
    case 'AGENT':
      return `AGENT:${by.agentId}`;
    case 'BOT':
      return `BOT:${by.botId}`;
    case 'CUSTOMER':
    case 'SYSTEM':
      return by.kind;
  }
}

/** Whether a mark says anything that is not known yet: repeated and overtaken receipts do not. */
export function isNews(conversation: Conversation, { messageId, status, by }: Mark): boolean {
  const failed = Object.hasOwn(conversation.failed, messageId);
  if (status === 'FAILED') return !failed;
  if (failed) return true;
  const seq = lookup(conversation.messages, messageId) ?? 0;
  const known = lookup(conversation.receipts, readerOf(by)) ?? NOTHING;
  return seq > (status === 'READ' ? known.read : known.delivered);
}

/** Raises the marks; a success after a failure takes the failure back. */
export function evolveReceipt(conversation: Conversation, event: EventOf<'message.marked'>): void {
  if (event.status === 'FAILED') {
    conversation.failed[event.messageId] = true;
    return;
  }
  Reflect.deleteProperty(conversation.failed, event.messageId);
  const seq = lookup(conversation.messages, event.messageId) ?? 0;
  const reader = readerOf(event.by);
  const known = lookup(conversation.receipts, reader) ?? NOTHING;
  conversation.receipts[reader] = {
    delivered: Math.max(known.delivered, seq),
    read: event.status === 'READ' ? Math.max(known.read, seq) : known.read,
  };
}
