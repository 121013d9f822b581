/**
 * The answer to a client event. Every client event may carry a callback; a desk that gives none gets a refusal
 * as the event `errors` instead.
 */
import type { ErrorCode } from './errors.ts';

/** `{status: "ok"}` with whatever the event answers besides. */
export type Ok<T extends object = object> = { status: 'ok' } & T;

/** A refusal. `task` is the name of the refused event. */
export type Refusal = {
  status: 'error';
  code: ErrorCode;
  msg: string;
  statusCode: number;
  task: string;
  conversationId?: string;
  messageId?: string;
};

export type Acknowledgement<T extends object = object> = Ok<T> | Refusal;
