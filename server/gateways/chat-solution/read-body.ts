/** The body of a request whose method has none as a rule: the documents put one into a GET. */
import type { IncomingMessage } from 'node:http';
import { ProtocolError } from '../../../protocol/shared/errors.ts';

const MOST_BYTES = 65_536;

/** The object that was sent; null: nothing was. @throws ProtocolError VALIDATION or TOO_LARGE */
export async function safeJson(request: IncomingMessage): Promise<Record<string, unknown> | null> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request) {
    const buffer = Buffer.from(part as Uint8Array);
    bytes += buffer.length;
    if (bytes > MOST_BYTES) throw new ProtocolError('TOO_LARGE');
    parts.push(buffer);
  }
  const text = Buffer.concat(parts).toString('utf8').trim();
  if (text === '') return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ProtocolError('VALIDATION', 'The body is no readable JSON.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new ProtocolError('VALIDATION', 'The body is no object.');
  return value as Record<string, unknown>;
}
