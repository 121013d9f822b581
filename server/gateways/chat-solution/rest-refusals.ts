/** Refusals of this protocol's REST: the same body as on its sockets. */
import type { FastifyError, FastifyInstance } from 'fastify';
import { ERRORS, ProtocolError } from '../../../protocol/shared/errors.ts';
import type { ErrorCode } from '../../../protocol/shared/errors.ts';
import type { RefusalForm } from '../../http/errors.ts';
import { chatRefusal } from './refuse.ts';

/** What the framework itself refuses with. */
const BY_STATUS: Record<number, ErrorCode> = {
  400: 'VALIDATION',
  413: 'TOO_LARGE',
  415: 'VALIDATION',
  429: 'RATE_LIMITED',
};

const ADDRESSES = ['/api/customer/', '/api/conversation/', '/api/external/'];

/** What has no form of this protocol yet: the address itself was refused. Nothing has an id that is too long. */
const framework: RefusalForm = ({ statusCode, code, message }) => {
  const refusal =
    statusCode === 414
      ? chatRefusal(new ProtocolError('NOT_FOUND'))
      : { status: 'error', code, msg: message, statusCode };
  return { statusCode: refusal.statusCode, body: refusal };
};

/** For the routes of `scope`. */
export function useRestRefusals(scope: FastifyInstance): void {
  for (const address of ADDRESSES) scope.refusalForms.set(address, framework);
  scope.setErrorHandler<FastifyError>((error, request, reply) => {
    const code = error instanceof ProtocolError ? undefined : BY_STATUS[error.statusCode ?? 500];
    const refusal = chatRefusal(code === undefined ? error : new ProtocolError(code, ERRORS[code].msg));
    if (refusal.code === 'INTERNAL')
      scope.containment.note(error, { transport: 'http', correlationId: request.id });
    else if (refusal.statusCode >= 500) request.log.error({ err: error }, 'A request failed');
    if (refusal.code === 'UNAUTHORIZED') void reply.header('www-authenticate', 'Bearer');
    void reply.code(refusal.statusCode).header('cache-control', 'no-store').send(refusal);
  });
}
