import { refusal } from '../../../protocol/customer-channel/errors.ts';
import type { CustomerErrorCode, Refusal } from '../../../protocol/customer-channel/errors.ts';
import { ProtocolError } from '../../../protocol/shared/errors.ts';
import { toRefusal } from '../shared/refusals.ts';

/** A refusal in the customer's protocol, thrown inside the gateway. */
export class CustomerError extends Error {
  readonly refusal: Refusal;

  constructor(code: CustomerErrorCode, msg?: string) {
    const built = refusal(code, msg);
    super(built.msg);
    this.name = 'CustomerError';
    this.refusal = built;
  }
}

/** The codes of the core and of this server as customers may know them: without ids and roles. */
const CODES: Record<string, CustomerErrorCode> = {
  CONVERSATION_NOT_FOUND: 'SESSION_ENDED',
  TOPIC_CLOSED: 'SESSION_ENDED',
  SESSION_NOT_FOUND: 'SESSION_ENDED',
  NOT_A_PARTICIPANT: 'SESSION_ENDED',
  ROLE_NOT_ALLOWED: 'FORBIDDEN',
  FORBIDDEN: 'FORBIDDEN',
  UNAUTHORIZED: 'UNAUTHORIZED',
  MESSAGE_NOT_FOUND: 'MESSAGE_NOT_FOUND',
  CHANNEL_NOT_FOUND: 'CHANNEL_NOT_FOUND',
  QUEUE_NOT_FOUND: 'QUEUE_NOT_FOUND',
  NOT_FOUND: 'NOT_FOUND',
  VALIDATION: 'VALIDATION',
  TOO_LONG: 'TOO_LONG',
  TOO_LARGE: 'TOO_LARGE',
  RATE_LIMITED: 'RATE_LIMITED',
  QUOTA_MESSAGES: 'QUOTA_MESSAGES',
  QUOTA_CONVERSATIONS: 'QUOTA_CONVERSATIONS',
  OVERLOADED: 'OVERLOADED',
  UNAVAILABLE: 'UNAVAILABLE',
};

/** Any error as the refusal that a customer or connector gets. */
export function customerRefusal(error: unknown): Refusal {
  if (error instanceof CustomerError) return error.refusal;
  const { code, msg } = toRefusal(error);
  const own = CODES[code] ?? 'INTERNAL';
  // What the schema found is worth telling; the sentences about the inside are not.
  return refusal(own, own === code && error instanceof ProtocolError ? msg : undefined);
}

/** Whether an error says that the conversation is over. */
export function isOver(error: unknown): boolean {
  return customerRefusal(error).error === 'SESSION_ENDED';
}
