/** How a raw connection is ended that will not be served on. */
import type { Duplex, Readable } from 'node:stream';
import { ERRORS } from '../../protocol/shared/errors.ts';
import { CORRELATION_HEADER } from './logging.ts';

/** What is still under way, in either direction, has so long (ms) before the connection is cut. */
const LINGER_MS = 1_000;

/** A refusal on a connection for which there is no request object. */
export type RawRefusal = { status: number; reason: string; code: string; message: string };

export const NOTHING_THERE: RawRefusal = {
  status: 404,
  reason: 'Not Found',
  code: 'NOT_FOUND',
  message: ERRORS.NOT_FOUND.msg,
};
export const UNKNOWN_UPGRADE: RawRefusal = {
  status: 400,
  reason: 'Bad Request',
  code: 'VALIDATION',
  message: 'Upgrade: This protocol is not spoken here.',
};
export const TOO_MANY: RawRefusal = {
  status: 429,
  reason: 'Too Many Requests',
  code: 'RATE_LIMITED',
  message: ERRORS.RATE_LIMITED.msg,
};
export const BROKEN: RawRefusal = {
  status: 500,
  reason: 'Internal Server Error',
  code: 'INTERNAL',
  message: ERRORS.INTERNAL.msg,
};

/** Answers with a coded refusal, and ends the connection. Never throws. */
export function refuseConnection(socket: Duplex, refusal: RawRefusal, correlationId: string): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const { status, reason, code, message } = refusal;
  const body = JSON.stringify({ error: { code, message, correlationId } });
  socket.end(
    [
      `HTTP/1.1 ${status} ${reason}`,
      'Connection: close',
      'Content-Type: application/json; charset=utf-8',
      'Cache-Control: no-store',
      `${CORRELATION_HEADER}: ${correlationId}`,
      `Content-Length: ${Buffer.byteLength(body)}`,
      '',
      body,
    ].join('\r\n'),
  );
  // To cut at once would take the answer along with what the client still sends.
  socket.resume();
  cutLater(socket);
}

/** Cuts a connection, or that of a request, shortly: unless it ends before, or `isNeeded` says that it may stay. */
export function cutLater(socket: Readable, isNeeded: () => boolean = () => false): void {
  const timer = setTimeout(() => {
    if (!isNeeded()) socket.destroy();
  }, LINGER_MS);
  timer.unref();
  socket.once('close', () => clearTimeout(timer));
}
