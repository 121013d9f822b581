import type { IncomingMessage } from 'node:http';
import { ProtocolError } from '../../../protocol/shared/errors.ts';

/** More than any form of ours needs. */
const MAX_FORM_BYTES = 64 * 1024;

/** Reads a form of at most 64 KiB. @throws ProtocolError TOO_LARGE, without reading the rest */
export async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  let length = 0;
  // The connection has to stay for the refusal.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    const bytes = Buffer.from(chunk as Uint8Array);
    length += bytes.length;
    if (length > MAX_FORM_BYTES) throw new ProtocolError('TOO_LARGE');
    chunks.push(bytes);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString());
}
