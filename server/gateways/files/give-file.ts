import type { FastifyReply } from 'fastify';
import type { OutgoingFile } from '../../files/files.ts';

/** A name never gets another content. Shared caches keep nothing of what people send each other. */
const CACHE = 'private, max-age=31536000, immutable';

/**
 * Answers with a file so that nothing in it can run: pictures, sounds and films may be shown, everything else is saved.
 * A desk on another origin may show it.
 */
export function giveFile(
  reply: FastifyReply,
  { statusCode, headers, stream, kind, shownName }: OutgoingFile,
): FastifyReply {
  const way = kind.shown ? 'inline' : 'attachment';
  return reply
    .code(statusCode)
    .headers(headers)
    .header('cache-control', CACHE)
    .header('content-disposition', `${way}; filename*=UTF-8''${encodeURIComponent(shownName)}`)
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('cross-origin-resource-policy', 'cross-origin')
    .header('x-content-type-options', 'nosniff')
    .type(kind.type)
    .send(stream);
}
