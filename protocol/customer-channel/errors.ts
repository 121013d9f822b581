/** Every refusal of the customer's channel: its code, its status and what it means (D24). */
export const CUSTOMER_ERRORS = {
  VALIDATION: { status: 400, msg: 'The data is not well formed.' },
  UNKNOWN_EVENT: { status: 400, msg: 'There is no such event.' },
  UNAUTHORIZED: { status: 401, msg: 'Show a valid key.' },
  IDENTITY_NOT_VALID: { status: 401, msg: 'The identity that the page shows cannot be used.' },
  FORBIDDEN: { status: 403, msg: 'That is not yours.' },
  ORIGIN_NOT_ALLOWED: { status: 403, msg: 'This channel may not be used from that page.' },
  CHANNEL_NOT_FOUND: { status: 404, msg: 'There is no such channel.' },
  QUEUE_NOT_FOUND: { status: 404, msg: 'There is no such queue.' },
  MESSAGE_NOT_FOUND: { status: 404, msg: 'There is no such message.' },
  NOT_FOUND: { status: 404, msg: 'There is no such thing here.' },
  NOT_SUPPORTED: { status: 405, msg: 'This channel cannot do that.' },
  NO_SESSION: { status: 409, msg: 'Request or resume a chat first.' },
  SESSION_ENDED: { status: 410, msg: 'The chat has ended.' },
  TOO_LONG: { status: 413, msg: 'The text is too long.' },
  TOO_LARGE: { status: 413, msg: 'The data is too large.' },
  RATE_LIMITED: { status: 429, msg: 'Too much at once; wait a moment.' },
  QUOTA_MESSAGES: { status: 429, msg: 'The contact centre writes too much at once; try again.' },
  INTERNAL: { status: 500, msg: 'The server made a mistake.' },
  OVERLOADED: { status: 503, msg: 'Too much waits already; try again in a moment.' },
  QUOTA_CONVERSATIONS: { status: 503, msg: 'Too many chats are open; try again later.' },
  UNAVAILABLE: { status: 503, msg: 'The server cannot answer now; try again.' },
} as const;

export type CustomerErrorCode = keyof typeof CUSTOMER_ERRORS;

/** A refusal as it travels in an acknowledgement. */
export type Refusal = { code: number; error: CustomerErrorCode; msg: string };

/** Builds the refusal for a code; `msg` says more where the general sentence is not enough. */
export function refusal(error: CustomerErrorCode, msg?: string): Refusal {
  const entry = CUSTOMER_ERRORS[error];
  return { code: entry.status, error, msg: msg ?? entry.msg };
}
