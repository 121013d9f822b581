/** From what goes wrong behind a gateway to the refusal that a client gets. */
import type * as z from 'zod/mini';
import { ERRORS, ProtocolError, type ErrorCode } from '../../../protocol/shared/errors.ts';
import { findUnsafe, type JsonLimits } from '../../../protocol/shared/safe-json.ts';
import { OverloadedError } from '../../engine/errors.ts';
import { isStoreUnavailable } from '../../store/unavailable.ts';

export { submit } from '../../wire/submit.ts';

/** The engine's refusals to work: the client may try again under the same ids. */
const ENGINE_ERRORS: ReadonlySet<string> = new Set([
  'EngineClosedError',
  'OwnershipLostError',
  'CommitFailedError',
  'StoreUnavailableError',
  'OwnerUnreachableError',
  'ReplicaStaleError',
]);

/**
 * Any error as a refusal. An error with one of our codes keeps code and text; the engine's become UNAVAILABLE
 * or OVERLOADED, those of a store that is away UNAVAILABLE;
 * anything else is INTERNAL, whose text says nothing about us.
 */
export function toRefusal(error: unknown): { code: ErrorCode; msg: string; statusCode: number } {
  if (error instanceof ProtocolError) {
    return { code: error.code, msg: error.message, statusCode: error.statusCode };
  }
  const code = codeOf(error);
  return { code, msg: ERRORS[code].msg, statusCode: ERRORS[code].statusCode };
}

/** The code of an error that the engine or the store threw, null for anything else. */
export function knownRefusal(error: unknown): ErrorCode | null {
  const code = codeOf(error);
  return code === 'INTERNAL' ? null : code;
}

function codeOf(error: unknown): ErrorCode {
  if (error instanceof OverloadedError) return 'OVERLOADED';
  if (error instanceof Error && ENGINE_ERRORS.has(error.name)) return 'UNAVAILABLE';
  return isStoreUnavailable(error) ? 'UNAVAILABLE' : 'INTERNAL';
}

/** Reads what a client sent, with the contract's schema, after a look at what no schema sees. */
export function parsePayload<S extends z.ZodMiniType>(
  schema: S,
  value: unknown,
  limits?: JsonLimits,
): z.output<S> {
  const unsafe = findUnsafe(value, limits);
  if (unsafe !== null) {
    throw unsafe.large
      ? new ProtocolError('TOO_LARGE', `The request is too large: ${unsafe.problem}.`)
      : new ProtocolError('VALIDATION', `The request contains ${unsafe.problem}.`);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue === undefined || issue.path.length === 0 ? 'The payload' : issue.path.join('.');
  throw new ProtocolError('VALIDATION', `${where}: ${issue?.message ?? 'not well formed'}`);
}
