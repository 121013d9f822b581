/** Which errors of a query say that the store cannot serve now, and not that the query is wrong. */

/**
 * PostgreSQL's classes and codes: connection (08), resources such as a full disk (53), intervention of an
 * operator, which includes timeouts (57), the system under it (58), a read-only transaction, a lock that was
 * waited for too long.
 */
const CODES = /^(08|53|57|58)|^25006$|^55P03$/;

/** What the system says when a server is away. */
const SYSTEM = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** `pg` gives these no code. */
const WORDS =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|Cannot use a pool after calling end)/;

/** Whether `error` comes from a store that is away, full, read-only or too slow. */
export function isStoreUnavailable(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isStoreUnavailable);
  if (!(error instanceof Error)) return false;
  if ('code' in error && typeof error.code === 'string')
    return CODES.test(error.code) || SYSTEM.has(error.code);
  return WORDS.test(error.message);
}
