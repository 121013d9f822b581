import type { IncomingMessage } from 'node:http';

/** More than any form of ours needs. */
const MAX_FORM_BYTES = 64 * 1024;

/** Reads a form of at most 64 KiB. */
export async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk as Uint8Array);
    length += bytes.length;
    if (length <= MAX_FORM_BYTES) chunks.push(bytes);
  }
  return new URLSearchParams(length > MAX_FORM_BYTES ? '' : Buffer.concat(chunks).toString());
}
