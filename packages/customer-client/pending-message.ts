import type { Unsent } from './memory.ts';
import type { ChatMessage } from './state.ts';

/** What the customer has written and the server does not have yet, as the transcript shows it. */
export function pending(unsent: Unsent): ChatMessage {
  return {
    kind: 'message',
    id: unsent.id,
    seq: null,
    mine: true,
    senderName: '',
    senderType: 'CUSTOMER',
    text: unsent.text,
    bodyType: 'PLAIN',
    choices: null,
    replyTo: unsent.replyTo ?? null,
    at: unsent.at,
    status: 'sending',
    error: null,
  };
}
