/** What every event of a client is answered with, and what REST refuses with. */
import type { ErrorCode } from '../shared/errors.ts';

export type ChatOk = { status: 'ok' };

export type ChatRefusal = { status: 'error'; code: ErrorCode; msg: string; statusCode: number };

export type ChatAnswer = ChatOk | ChatRefusal;

/** A refusal of an event that came without a callback, as the event `errors`. */
export type ChatErrors = Omit<ChatRefusal, 'status'> & { task: string };
