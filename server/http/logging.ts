/** One logger for the whole server: JSON lines on standard output, secrets struck out, a correlation id each. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { pino, stdTimeFunctions } from 'pino';
import type { DestinationStream, Logger } from 'pino';
import type { LogLevel } from '../settings/operation-settings.ts';
import { redact } from './redact.ts';

/** The header that carries the correlation id, in and out. */
export const CORRELATION_HEADER = 'x-correlation-id';

/** The server's logger. `destination` is standard output unless a test wants to read along. */
export function createLogger(level: LogLevel, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    // Errors are made fit with everything else.
    serializers: { err: (error: unknown) => error },
    formatters: {
      level: (label: string) => ({ level: label }),
      log: redact,
      bindings: redact,
    },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

const known = new WeakMap<IncomingMessage, string>();

/**
 * The id by which one request or socket can be followed through logs and answers: the caller's own when it is
 * harmless to log, else a new one. It stays the same for the same request.
 */
export function correlationId(request: IncomingMessage): string {
  const before = known.get(request);
  if (before !== undefined) return before;
  const given = request.headers[CORRELATION_HEADER];
  const id = typeof given === 'string' && /^[\w.:-]{1,64}$/.test(given) ? given : randomUUID();
  known.set(request, id);
  return id;
}

/** The path alone: a query may carry what must not be logged. */
export function pathOf(url: string): string {
  const query = url.indexOf('?');
  return query === -1 ? url : url.slice(0, query);
}
