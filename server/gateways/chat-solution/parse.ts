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
