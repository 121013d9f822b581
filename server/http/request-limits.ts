/**
 * What one request may take: time to arrive, and size. A connection that sends nothing, or too slowly, or more
 * than is read, is let go, so that nobody can hold what others need.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Server } from 'node:http';
import type { FastifyHttpOptions, FastifyInstance } from 'fastify';
import { ProtocolError } from '../../protocol/shared/errors.ts';
import type { Settings } from '../settings/settings.ts';
import { cutLater, refuseConnection } from './closing.ts';
import type { RawRefusal } from './closing.ts';

/** Headers alone are short: they have at most this time (ms). */
const HEADERS_MS = 15_000;
/** How often late requests are looked for (ms). */
const LOOK_EVERY_MS = 2_000;
/** A connection on which nothing moves for so long (ms) is cut, also while an answer waits to be read. */
const STILL_MS = 90_000;

type Limits = Pick<Settings, 'requestTimeoutMs' | 'bodyLimit'>;

/** The limits as the framework takes them. */
export function requestLimits({ requestTimeoutMs, bodyLimit }: Limits) {
  return {
    requestTimeout: requestTimeoutMs,
    connectionTimeout: STILL_MS,
    bodyLimit,
    http: {
      headersTimeout: Math.min(HEADERS_MS, requestTimeoutMs),
      requestTimeout: requestTimeoutMs,
      connectionsCheckingInterval: Math.min(LOOK_EVERY_MS, requestTimeoutMs),
    },
    clientErrorHandler: answerMalformed,
  } satisfies FastifyHttpOptions<Server>;
}

/** Refuses bodies that say that they are too large, and cuts connections whose body nobody has read. */
export function useRequestLimits(app: FastifyInstance, bodyLimit: number): void {
  app.addHook('onRequest', (request, reply, next) => {
    cutUnread(request.raw, reply.raw);
    const announced = Number(request.headers['content-length'] ?? 0);
    const limit = Math.max(bodyLimit, request.routeOptions.bodyLimit);
    next(announced > limit ? new ProtocolError('TOO_LARGE') : undefined);
  });
}

/**
 * Node reads on after an early answer, to keep the connection: hundreds of megabytes if that is what comes. A
 * short rest is taken; then the connection ends.
 */
function cutUnread(request: IncomingMessage, response: ServerResponse): void {
  response.once('finish', () => {
    if (!request.complete) cutLater(request, () => request.complete);
  });
}

type ClientError = Error & { code?: string };

/** Answers what is no HTTP, or came too late, by a code. Nothing of it is logged but what was wrong. */
function answerMalformed(this: FastifyInstance, error: ClientError, socket: Duplex): void {
  const refusal = malformed(error.code);
  this.log.debug({ code: error.code }, refusal.message);
  // The peer is gone, or is being answered already.
  if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
  else refuseConnection(socket, refusal, crypto.randomUUID());
}

function malformed(code: string | undefined): RawRefusal {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return {
        status: 408,
        reason: 'Request Timeout',
        code: 'TIMEOUT',
        message: 'The request took too long to arrive.',
      };
    case 'HPE_HEADER_OVERFLOW':
      return {
        status: 431,
        reason: 'Request Header Fields Too Large',
        code: 'TOO_LARGE',
        message: 'The headers are too large.',
      };
    default:
      return { status: 400, reason: 'Bad Request', code: 'VALIDATION', message: 'This is no HTTP request.' };
  }
}
