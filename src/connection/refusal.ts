/** A question to the server that was not answered with yes. */
import type { Refusal } from '../store/model.ts';
import { fields, text } from '../base/fields.ts';

/** Our own codes, besides the server's (`protocol/shared/errors.ts`). */
export const OFFLINE = 'OFFLINE';
/** Nobody answered in time: it may or may not have happened. */
export const NO_ANSWER = 'NO_ANSWER';

/** Codes of a server that has not said no, but could not be asked or could not take it just then. */
const TRANSIENT: ReadonlySet<string> = new Set([
  OFFLINE,
  NO_ANSWER,
  'UNAVAILABLE',
  'OVERLOADED',
  'RATE_LIMITED',
]);

export class RefusedError extends Error {
  readonly code: string;

  constructor(code: string, msg: string) {
    super(msg);
    this.name = 'RefusedError';
    this.code = code;
  }
}

/** The refusal in anything that was thrown. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof RefusedError) return { code: error.code, msg: error.message };
  return { code: 'INTERNAL', msg: error instanceof Error ? error.message : '' };
}

/** Whether to try the same again by ourselves: the server has not said no, it has not been heard. */
export function isTransient(error: unknown): boolean {
  return error instanceof RefusedError && TRANSIENT.has(error.code);
}

/** The refusal in an acknowledgement or a REST answer. */
export function refusedBy(answer: unknown): RefusedError {
  const wire = fields(answer);
  const inner = fields(wire.error);
  return new RefusedError(
    text(wire.code, text(inner.code, 'INTERNAL')),
    text(wire.msg, text(inner.error_message)),
  );
}
