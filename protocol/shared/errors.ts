/**
 * Every refusal an integrator can meet: code → HTTP status and default text (D19).
 * The codes are stable; the texts may be improved and are not meant to be compared.
 */
export const ERRORS = {
  VALIDATION: { statusCode: 400, msg: 'The request is not well formed.' },
  UNKNOWN_EVENT: { statusCode: 400, msg: 'There is no such event.' },
  UNAUTHORIZED: { statusCode: 401, msg: 'Please sign in.' },
  TOKEN_EXPIRED: { statusCode: 401, msg: 'The sign-in has expired.' },
  FORBIDDEN: { statusCode: 403, msg: 'You may not do that.' },
  NOT_A_PARTICIPANT: { statusCode: 403, msg: 'Only a participant of the conversation may do that.' },
  ROLE_NOT_ALLOWED: { statusCode: 403, msg: 'Your role in the conversation does not allow that.' },
  NOT_OWNER: { statusCode: 403, msg: 'Only the owner of the conversation may do that.' },
  NOT_FOUND: { statusCode: 404, msg: 'There is nothing here.' },
  AGENT_NOT_FOUND: { statusCode: 404, msg: 'There is no such agent.' },
  MRD_NOT_FOUND: { statusCode: 404, msg: 'The agent has no such MRD.' },
  REASON_NOT_FOUND: { statusCode: 404, msg: 'There is no such reason for this state.' },
  TASK_NOT_FOUND: { statusCode: 404, msg: 'There is no such task.' },
  CONVERSATION_NOT_FOUND: { statusCode: 404, msg: 'There is no such conversation.' },
  MESSAGE_NOT_FOUND: { statusCode: 404, msg: 'There is no such message.' },
  SESSION_NOT_FOUND: { statusCode: 404, msg: 'There is no such channel session.' },
  CHANNEL_NOT_FOUND: { statusCode: 404, msg: 'There is no such channel.' },
  QUEUE_NOT_FOUND: { statusCode: 404, msg: 'There is no such queue.' },
  LIST_NOT_FOUND: { statusCode: 404, msg: 'There is no such list.' },
  CALL_NOT_FOUND: { statusCode: 404, msg: 'There is no such call.' },
  PHONE_NOT_CONFIGURED: { statusCode: 404, msg: 'There is no phone here.' },
  PHONE_CREDENTIALS: { statusCode: 403, msg: 'The phone needs a valid sign-in at Finesse.' },
  PHONE_REFUSED: { statusCode: 409, msg: 'Finesse has refused it.' },
  PHONE_ACTION_NOT_ALLOWED: { statusCode: 409, msg: 'The call does not allow that now.' },
  NOT_SIGNED_IN: { statusCode: 409, msg: 'The agent is not signed in.' },
  SESSION_REPLACED: { statusCode: 409, msg: 'The agent is signed in elsewhere.' },
  SIGNED_IN_ELSEWHERE: { statusCode: 409, msg: 'The agent works at another desk.' },
  STATE_NOT_ALLOWED: { statusCode: 409, msg: 'That state cannot be chosen here.' },
  TASK_TAKEN: { statusCode: 409, msg: 'The task belongs to somebody else.' },
  AGENT_NOT_AVAILABLE: { statusCode: 409, msg: 'The agent is not available.' },
  CHANNEL_NOT_REACHABLE: { statusCode: 409, msg: 'Customers of this channel can only write first.' },
  CUSTOMER_ENGAGED: { statusCode: 409, msg: 'Somebody else is talking to this customer.' },
  ASSISTANCE_PENDING: { statusCode: 409, msg: 'Help has already been asked for.' },
  PARTICIPANT_LIMIT: { statusCode: 409, msg: 'The conversation has no room for another participant.' },
  MONITOR_LIMIT: { statusCode: 409, msg: 'Somebody is already listening.' },
  LAST_AGENT: { statusCode: 409, msg: 'The last agent of a conversation cannot leave it.' },
  NOT_MONITORING: { statusCode: 409, msg: 'Only somebody who monitors the conversation can do that.' },
  NOT_IN_WRAP_UP: { statusCode: 409, msg: 'There is no wrap-up here.' },
  WRAP_UP_LIMIT: { statusCode: 409, msg: 'The wrap-up cannot be extended again.' },
  CONFLICT: { statusCode: 409, msg: 'It has changed in the meantime.' },
  TASK_EXPIRED: { statusCode: 410, msg: 'The offer has ended.' },
  TOPIC_CLOSED: { statusCode: 410, msg: 'The conversation is closed.' },
  TOO_LONG: { statusCode: 413, msg: 'The text is too long.' },
  TOO_LARGE: { statusCode: 413, msg: 'The request is too large.' },
  FILE_NOT_ALLOWED: { statusCode: 415, msg: 'Files of this kind are not accepted.' },
  RATE_LIMITED: { statusCode: 429, msg: 'Too many requests. Please slow down.' },
  QUOTA_AGENTS: { statusCode: 429, msg: 'The contact centre has reached its limit of signed-in agents.' },
  QUOTA_MESSAGES: {
    statusCode: 429,
    msg: 'The contact centre has reached its limit of messages. Please try again in a moment.',
  },
  INTERNAL: { statusCode: 500, msg: 'Something went wrong on our side.' },
  DELIVERY_FAILED: { statusCode: 502, msg: 'The message could not be delivered.' },
  OVERLOADED: { statusCode: 503, msg: 'Too many requests are waiting. Please try again in a moment.' },
  PHONE_UNREACHABLE: { statusCode: 503, msg: 'Finesse cannot be reached right now.' },
  QUOTA_CONVERSATIONS: {
    statusCode: 503,
    msg: 'The contact centre has reached its limit of open conversations.',
  },
  UNAVAILABLE: { statusCode: 503, msg: 'The service is not available right now. Please try again.' },
  QUOTA_FILES: { statusCode: 507, msg: 'The contact centre has no room for further files.' },
} as const satisfies Record<string, { statusCode: number; msg: string }>;

export type ErrorCode = keyof typeof ERRORS;

/** Whether a word is one of our codes. */
export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERRORS, code);
}

/** A refusal as thrown and passed about inside a gateway; gateways write it in the words of their protocol. */
export class ProtocolError extends Error {
  readonly code: ErrorCode;
  readonly statusCode: number;

  constructor(code: ErrorCode, msg?: string) {
    super(msg ?? ERRORS[code].msg);
    this.name = 'ProtocolError';
    this.code = code;
    this.statusCode = ERRORS[code].statusCode;
  }
}
