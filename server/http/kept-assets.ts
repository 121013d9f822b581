/**
 * Files of the build whose names carry a hash, kept in memory once they were asked for: a morning's first desk asks for
 * a hundred of them at once, and each would be looked up, opened, read and closed by threads that everybody shares.
 */
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { FastifyReply, FastifyRequest } from 'fastify';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** Compressed copies by their ending, the smallest first. */
const ENCODINGS = [
  { ending: '.br', name: 'br', accepted: /\bbr\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/ },
  { ending: '.gz', name: 'gzip', accepted: /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/ },
] as const;

/** What of a request is about a part of a file, or about a copy that the browser has: that is not answered from here. */
const CONDITIONS = [
  'range',
  'if-none-match',
  'if-modified-since',
  'if-match',
  'if-unmodified-since',
] as const;

/** Answers for a file; false when it is not one of these, or when more is asked than to have it. */
type KeptAssets = (name: string, request: FastifyRequest, reply: FastifyReply) => Promise<boolean>;

/** The files in `folder`, as they are now. `cacheControl` says how long browsers keep them. */
export function keepAssets(folder: string, cacheControl: string): KeptAssets {
  const files = new Set(readdirSync(folder));
  const read = new Map<string, Promise<Buffer>>();
  const contentOf = (file: string): Promise<Buffer> => {
    const known = read.get(file) ?? readFile(join(folder, file));
    read.set(file, known);
    // A file that could not be read once may be read the next time.
    known.catch(() => read.delete(file));
    return known;
  };
  return async (name, { method, headers }, reply) => {
    const type = TYPES[extname(name)];
    if (type === undefined || !files.has(name) || method !== 'GET') return false;
    if (CONDITIONS.some((condition) => headers[condition] !== undefined)) return false;
    const accepted = headers['accept-encoding'] ?? '';
    const encoding = ENCODINGS.find(
      (one) => files.has(`${name}${one.ending}`) && one.accepted.test(accepted),
    );
    const content = await contentOf(`${name}${encoding?.ending ?? ''}`).catch(() => null);
    if (content === null) return false;
    void reply.header('cache-control', cacheControl).header('vary', 'accept-encoding').type(type);
    if (encoding !== undefined) void reply.header('content-encoding', encoding.name);
    await reply.send(content);
    return true;
  };
}
