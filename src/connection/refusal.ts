/** What the desk makes of a question to the server that was not answered with yes. */
import type { Refusal } from '../store/model.ts';
import { NO_ANSWER, OFFLINE, RefusedError } from '../../packages/agent-client/refused.ts';

export { NO_ANSWER, OFFLINE, RefusedError, refusedBy } from '../../packages/agent-client/refused.ts';

/** Codes of a server that has not said no, but could not be asked or could not take it just then. */
const TRANSIENT: ReadonlySet<string> = new Set([
  OFFLINE,
  NO_ANSWER,
  'UNAVAILABLE',
  'OVERLOADED',
  'RATE_LIMITED',
  'QUOTA_MESSAGES',
]);

/** The refusal in anything that was thrown. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof RefusedError) return { code: error.code, msg: error.message };
  return { code: 'INTERNAL', msg: error instanceof Error ? error.message : '' };
}

/** Whether to try the same again by ourselves: the server has not said no, it has not been heard. */
export function isTransient(error: unknown): boolean {
  return error instanceof RefusedError && TRANSIENT.has(error.code);
}
