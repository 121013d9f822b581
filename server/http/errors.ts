/**
 * How a refusal looks over HTTP: `{error: {code, message, correlationId}}`, with codes that stay the same.
 * What went wrong on our side is logged in full and told to the caller by its code alone.
 */
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { ERRORS, ProtocolError } from '../../protocol/shared/errors.ts';
import type { ErrorCode } from '../../protocol/shared/errors.ts';
import { findUnsafe } from '../../protocol/shared/safe-json.ts';
import { CORRELATION_HEADER } from './logging.ts';
import { asksForPage, sendNotFoundPage } from './not-found-page.ts';
import { isRefusal } from './refusals.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route brings any JSON into form itself, so that nothing in it is refused here. */
    readsAnyJson?: boolean;
  }
  interface FastifyInstance {
    /** By the beginning of addresses: how what the framework refuses there looks, where a protocol has a form of its own. */
    refusalForms: Map<string, RefusalForm>;
  }
}

/** A refusal in the form of a protocol; `statusCode` may be another one. */
export type RefusalForm = (problem: { statusCode: number; code: string; message: string }) => {
  statusCode: number;
  body: object;
};

/** The body of every refusal that has no form of its own in a published protocol. */
export type ErrorBody = { error: { code: string; message: string; correlationId: string } };

type Problem = { statusCode: number; code: string; message: string; retryAfter?: string | undefined };

/** Codes for the statuses that the framework itself refuses with. */
const BY_STATUS: Record<number, { code: string; message: string }> = {
  400: { code: 'VALIDATION', message: ERRORS.VALIDATION.msg },
  401: { code: 'UNAUTHORIZED', message: ERRORS.UNAUTHORIZED.msg },
  403: { code: 'FORBIDDEN', message: ERRORS.FORBIDDEN.msg },
  404: { code: 'NOT_FOUND', message: ERRORS.NOT_FOUND.msg },
  405: { code: 'METHOD_NOT_ALLOWED', message: 'This method is not known here.' },
  408: { code: 'TIMEOUT', message: 'The request took too long to arrive.' },
  413: { code: 'TOO_LARGE', message: ERRORS.TOO_LARGE.msg },
  414: { code: 'TOO_LARGE', message: 'The address is too long.' },
  415: { code: 'UNSUPPORTED_MEDIA_TYPE', message: 'The body must be JSON (Content-Type: application/json).' },
  429: { code: 'RATE_LIMITED', message: ERRORS.RATE_LIMITED.msg },
  503: { code: 'UNAVAILABLE', message: ERRORS.UNAVAILABLE.msg },
};

/** The code for an error that other layers know, or null. */
export type KnownRefusal = (error: unknown) => ErrorCode | null;

/** Turns anything that was thrown into what the caller may know. */
function describe(error: FastifyError, known?: KnownRefusal): Problem {
  if (error instanceof ProtocolError) {
    return { statusCode: error.statusCode, code: error.code, message: error.message };
  }
  if (hasZodFastifySchemaValidationErrors(error)) {
    const [first] = error.validation;
    const place = `${error.validationContext ?? 'request'}${first?.instancePath ?? ''}`;
    return {
      statusCode: 400,
      code: 'VALIDATION',
      message: `${place}: ${first?.message ?? 'not well formed'}`,
    };
  }
  const code = known?.(error) ?? null;
  if (code !== null) return { code, statusCode: ERRORS[code].statusCode, message: ERRORS[code].msg };
  const statusCode = error.statusCode ?? 500;
  const usual = BY_STATUS[statusCode];
  if (usual !== undefined) return { statusCode, ...usual };
  if (statusCode >= 400 && statusCode < 500) {
    return { statusCode, code: 'VALIDATION', message: ERRORS.VALIDATION.msg };
  }
  return { statusCode: 500, code: 'INTERNAL', message: ERRORS.INTERNAL.msg };
}

/** For what the framework refuses before any hook has run: a bad escape in the address. */
export function answerFrameworkError(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  reply.raw.setHeader(CORRELATION_HEADER, request.id);
  const { refusalForms } = request.server;
  const [, form] = [...refusalForms].find(([beginning]) => request.url.startsWith(beginning)) ?? [];
  send(request, reply, describe(error), form);
}

function send(request: FastifyRequest, reply: FastifyReply, found: Problem, form?: RefusalForm): void {
  const { refusals } = request.server;
  const wait = request.proven || !isRefusal(found.statusCode) ? 0 : refusals.waitOf(request.clientAddress);
  const problem =
    wait > 0 ? { statusCode: 429, code: 'RATE_LIMITED', message: ERRORS.RATE_LIMITED.msg } : found;
  if (wait > 0) reply.header('retry-after', Math.ceil(wait / 1000));
  const usual: ErrorBody = {
    error: { code: problem.code, message: problem.message, correlationId: request.id },
  };
  const { statusCode, body } = form?.(problem) ?? { statusCode: problem.statusCode, body: usual };
  void reply
    .code(statusCode)
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    // Already serialised, so that a route's response schema has no say in it.
    .serializer((text: string) => text)
    .send(JSON.stringify(body));
}

/** Installs the error answers, and the checks that come before any schema. `known` is asked what others threw. */
export function useErrors(app: FastifyInstance, known?: KnownRefusal): void {
  app.decorate('refusalForms', new Map<string, RefusalForm>());
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const problem = describe(error, known);
    if (problem.code === 'INTERNAL') {
      app.containment.note(error, { transport: 'http', correlationId: request.id });
    } else if (problem.statusCode >= 500) request.log.error({ err: error }, 'A request failed');
    send(request, reply, problem);
  });
  app.setNotFoundHandler((request, reply) => {
    if (asksForPage(request)) {
      sendNotFoundPage(request, reply);
      return;
    }
    send(request, reply, { statusCode: 404, code: 'NOT_FOUND', message: ERRORS.NOT_FOUND.msg });
  });
  app.addHook('onRequest', (request, _reply, next) => {
    // PostgreSQL stores no null byte, and no honest address holds one.
    next(request.url.includes('%00') ? new ProtocolError('VALIDATION', 'a null byte') : undefined);
  });
  app.addHook('preValidation', (request, _reply, next) => {
    const isChecked = isJson(request) && request.routeOptions.config.readsAnyJson !== true;
    const unsafe = isChecked ? findUnsafe(request.body) : null;
    if (unsafe === null) next();
    else next(new ProtocolError(unsafe.large ? 'TOO_LARGE' : 'VALIDATION', unsafe.problem));
  });
}

function isJson(request: FastifyRequest): boolean {
  return request.headers['content-type']?.toLowerCase().startsWith('application/json') === true;
}
