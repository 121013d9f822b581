/** Reads what clients of this protocol send. */
import type * as z from 'zod/mini';
import { CHAT_JSON_LIMITS } from '../../../protocol/chat-solution/requests.ts';
import { ProtocolError } from '../../../protocol/shared/errors.ts';
import { parsePayload } from '../shared/refusals.ts';

/** @throws ProtocolError VALIDATION or TOO_LARGE */
export function parse<S extends z.ZodMiniType>(schema: S, payload: unknown): z.output<S> {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload))
    throw new ProtocolError('VALIDATION', 'The payload is no object.');
  return parsePayload(schema, payload, CHAT_JSON_LIMITS);
}

/**
 * The same, whatever the capitals of the names: the documents write `agentId, Password, Mrd` below a sample of `agentId,
 * password, mrd`. A name that is spelled as it should be counts before others.
 */
export function parseAnyCase<S extends z.ZodMiniObject>(schema: S, payload: unknown): z.output<S> {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload))
    return parse(schema, payload);
  const given = new Map(Object.entries(payload).map(([key, value]) => [key.toLowerCase(), value as unknown]));
  const missing = Object.keys(schema.shape).filter((key) => !Object.hasOwn(payload, key));
  const found = missing.flatMap((key) => {
    const folded = key.toLowerCase();
    return given.has(folded) ? [[key, given.get(folded)] as const] : [];
  });
  return parse(schema, found.length === 0 ? payload : { ...payload, ...Object.fromEntries(found) });
}
