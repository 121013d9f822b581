/** One logger for the whole server: JSON lines on standard output, secrets struck out, a correlation id each. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { pino, stdTimeFunctions } from 'pino';
import type { DestinationStream, Logger } from 'pino';
import type { LogLevel } from '../settings.ts';

/** The header that carries the correlation id, in and out. */
export const CORRELATION_HEADER = 'x-correlation-id';

/** Fields that never reach a log line, wherever they stand in what is logged (down to four levels). */
const SECRET_FIELDS = [
  'authorization',
  'cookie',
  'set-cookie',
  'password',
  'token',
  'sessionToken',
  'session_token',
  'accessToken',
  'access_token',
  'refreshToken',
  'refresh_token',
  'id_token',
  'key',
  'secret',
  'client_secret',
];
const SECRET_DEPTH = 4;

/** Every place a secret may stand in, in the redaction's own notation. */
function secretPaths(): string[] {
  const paths: string[] = [];
  for (const field of SECRET_FIELDS) {
    const last = /^\w+$/.test(field) ? field : `["${field}"]`;
    for (let level = 0; level < SECRET_DEPTH; level++) {
      const parents = Array<string>(level).fill('*').join('.');
      const joint = parents === '' || last.startsWith('[') ? '' : '.';
      paths.push(`${parents}${joint}${last}`);
    }
  }
  return paths;
}

/** The server's logger. `destination` is standard output unless a test wants to read along. */
export function createLogger(level: LogLevel, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    redact: { paths: secretPaths(), censor: '[redacted]' },
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/**
 * The id by which one request can be followed through logs and answers: the caller's own when it is harmless
 * to log, else a new one.
 */
export function correlationId(request: IncomingMessage): string {
  const given = request.headers[CORRELATION_HEADER];
  return typeof given === 'string' && /^[\w.:-]{1,64}$/.test(given) ? given : randomUUID();
}

/** The path alone: a query may carry what must not be logged. */
export function pathOf(url: string): string {
  const query = url.indexOf('?');
  return query === -1 ? url : url.slice(0, query);
}
