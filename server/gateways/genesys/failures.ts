/** Refusals in the form of this interface. */
import type { FastifyReply } from 'fastify';
import { CSRF_REFUSED } from '../../../protocol/genesys/names.ts';
import {
  FAILURES,
  STATUS,
  type ErrorFailure,
  type FailureCode,
  type StatusFailure,
} from '../../../protocol/genesys/status.ts';
import type { ErrorCode } from '../../../protocol/shared/errors.ts';
import type { RefusalForm } from '../../http/errors.ts';
import { SignInError } from '../../identity/errors.ts';
import { toRefusal } from '../shared/refusals.ts';

/** A refusal with its code, and the HTTP status where it is not the code's own. */
export class Failure extends Error {
  readonly code: FailureCode;
  readonly httpStatus: number;

  constructor(code: FailureCode, message?: string, httpStatus?: number) {
    super(message ?? FAILURES[code].message);
    this.name = 'Failure';
    this.code = code;
    this.httpStatus = httpStatus ?? FAILURES[code].httpStatus;
  }
}

/** A request that could have been made by another site: no cookie, or not its token. */
export class Forgeable extends Error {
  constructor() {
    super(CSRF_REFUSED);
    this.name = 'Forgeable';
  }
}

/** What the contact centre's refusals are here. */
const BY_CODE: Record<ErrorCode, FailureCode> = {
  VALIDATION: STATUS.invalid,
  UNKNOWN_EVENT: STATUS.invalid,
  UNAUTHORIZED: STATUS.notAuthenticated,
  TOKEN_EXPIRED: STATUS.notAuthenticated,
  FORBIDDEN: STATUS.notPermitted,
  NOT_A_PARTICIPANT: STATUS.notFound,
  ROLE_NOT_ALLOWED: STATUS.forbidden,
  NOT_OWNER: STATUS.forbidden,
  NOT_FOUND: STATUS.notFound,
  AGENT_NOT_FOUND: STATUS.notFound,
  MRD_NOT_FOUND: STATUS.notFound,
  REASON_NOT_FOUND: STATUS.invalid,
  TASK_NOT_FOUND: STATUS.notFound,
  CONVERSATION_NOT_FOUND: STATUS.notFound,
  MESSAGE_NOT_FOUND: STATUS.notFound,
  SESSION_NOT_FOUND: STATUS.notFound,
  CHANNEL_NOT_FOUND: STATUS.notFound,
  QUEUE_NOT_FOUND: STATUS.notFound,
  LIST_NOT_FOUND: STATUS.notFound,
  CHANNEL_NOT_REACHABLE: STATUS.forbidden,
  CUSTOMER_ENGAGED: STATUS.forbidden,
  CALL_NOT_FOUND: STATUS.notFound,
  PHONE_NOT_CONFIGURED: STATUS.notFound,
  PHONE_CREDENTIALS: STATUS.forbidden,
  PHONE_REFUSED: STATUS.forbidden,
  PHONE_ACTION_NOT_ALLOWED: STATUS.forbidden,
  PHONE_UNREACHABLE: STATUS.internal,
  NOT_SIGNED_IN: STATUS.forbidden,
  SESSION_REPLACED: STATUS.forbidden,
  SIGNED_IN_ELSEWHERE: STATUS.forbidden,
  STATE_NOT_ALLOWED: STATUS.forbidden,
  TASK_TAKEN: STATUS.forbidden,
  AGENT_NOT_AVAILABLE: STATUS.forbidden,
  ASSISTANCE_PENDING: STATUS.forbidden,
  PARTICIPANT_LIMIT: STATUS.forbidden,
  MONITOR_LIMIT: STATUS.forbidden,
  LAST_AGENT: STATUS.forbidden,
  NOT_MONITORING: STATUS.forbidden,
  NOT_IN_WRAP_UP: STATUS.forbidden,
  WRAP_UP_LIMIT: STATUS.forbidden,
  CONFLICT: STATUS.forbidden,
  TASK_EXPIRED: STATUS.forbidden,
  TOPIC_CLOSED: STATUS.forbidden,
  TOO_LONG: STATUS.outOfRange,
  TOO_LARGE: STATUS.outOfRange,
  FILE_NOT_ALLOWED: STATUS.invalid,
  RATE_LIMITED: STATUS.forbidden,
  QUOTA_AGENTS: STATUS.forbidden,
  QUOTA_CONVERSATIONS: STATUS.forbidden,
  QUOTA_MESSAGES: STATUS.forbidden,
  QUOTA_FILES: STATUS.forbidden,
  INTERNAL: STATUS.internal,
  DELIVERY_FAILED: STATUS.internal,
  OVERLOADED: STATUS.internal,
  UNAVAILABLE: STATUS.internal,
};

/** Statuses that say more than that of the code. */
const KEPT_STATUS: ReadonlySet<number> = new Set([429, 503]);

/** Whoever may not use the interface at all is told so; other refused sign-ins get no reason. */
function ofSignIn({ reason, code, statusCode }: SignInError): Failure {
  if (reason === 'not-allowed' || reason === 'no-team') return new Failure(STATUS.notPermitted);
  if (code === 'UNAVAILABLE') return new Failure(STATUS.internal, undefined, statusCode);
  return new Failure(STATUS.notAuthenticated, undefined, code === 'RATE_LIMITED' ? 429 : undefined);
}

/** Any error as a refusal. */
export function failureOf(error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (error instanceof SignInError) return ofSignIn(error);
  if (error instanceof Forgeable) return new Failure(STATUS.notPermitted);
  const status = httpStatusOf(error);
  // The framework's own refusals: no JSON, or too much of it.
  if (status === 413) return new Failure(STATUS.outOfRange, 'The request is too large.', 413);
  if (status !== null) return new Failure(STATUS.invalid, 'The request is not well formed.');
  const { code, msg, statusCode } = toRefusal(error);
  const own = BY_CODE[code];
  if (KEPT_STATUS.has(statusCode)) return new Failure(own, msg, statusCode);
  if (own === STATUS.notAuthenticated) return new Failure(own);
  return new Failure(own, msg, code === 'TOO_LARGE' ? 413 : undefined);
}

function httpStatusOf(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('code' in error) || !('statusCode' in error)) {
    return null;
  }
  const { code, statusCode } = error;
  const isFramework = typeof code === 'string' && code.startsWith('FST_');
  return isFramework && typeof statusCode === 'number' && statusCode < 500 ? statusCode : null;
}

/** How an operation writes its refusals. */
export type Envelope = 'statusCode' | 'status';

/** The body of a refusal. */
export function failureBody({ code, message }: Failure, envelope: Envelope): StatusFailure | ErrorFailure {
  return envelope === 'status'
    ? { status: 'error', errorDescription: message }
    : { statusCode: code, statusMessage: message };
}

/** Answers with a refusal. */
export function sendFailure(reply: FastifyReply, error: unknown, envelope: Envelope = 'statusCode'): void {
  if (error instanceof Forgeable) {
    void reply.code(403).type('text/plain; charset=utf-8').send(error.message);
    return;
  }
  const failure = failureOf(error);
  if (error instanceof SignInError && error.retryAfterMs !== null) {
    void reply.header('retry-after', Math.ceil(error.retryAfterMs / 1000));
  }
  void reply.code(failure.httpStatus).send(failureBody(failure, envelope));
}

/** What the framework refuses before any route: the address itself. Nothing has an id that is too long. */
export const addressRefusal: RefusalForm = ({ statusCode, message }) => {
  const code = statusCode === 414 ? STATUS.notFound : STATUS.invalid;
  const statusMessage = statusCode === 414 ? FAILURES[code].message : message;
  const body: StatusFailure = { statusCode: code, statusMessage };
  return { statusCode: statusCode === 414 ? FAILURES[code].httpStatus : statusCode, body };
};
