/** Who asks, at every route: before anything of the request is read. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CSRF_HEADER, CSRF_NAME_HEADER } from '../../../../protocol/genesys/names.ts';
import { readProgramCookie, writeProgramCookie } from '../../../identity/cookies.ts';
import { originOf } from '../addresses.ts';
import type { GenesysContext } from '../genesys-context.ts';
import { readerAt, type Reader } from '../reader.ts';
import { csrfTokenOf, type Visitor } from '../sign-ins.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; only behind the hooks of this gateway. */
    visitor: Visitor | null;
  }
}

/** The visitor of a request that was let in. */
export function visitorOf({ visitor }: FastifyRequest): Visitor {
  if (visitor === null) throw new Error('the route lets everybody in');
  return visitor;
}

/** The visitor of a request, as a reader of its answer. */
export function readerOf(request: FastifyRequest, { identity }: GenesysContext): Reader {
  return readerAt(originOf(identity.origins(), request.headers), visitorOf(request).principal);
}

/** Keeps the cookie of a new sign-in. */
export function keepCookie(context: GenesysContext, reply: FastifyReply, { token }: Visitor): void {
  void reply.header('set-cookie', writeProgramCookie(context.identity.origins().secure, token));
}

/** Adds the check of visitors, and what every answer to a reader carries. */
export function useVisitors(scope: FastifyInstance, context: GenesysContext): void {
  const { signIns } = context;
  scope.decorateRequest('visitor', null);
  scope.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.config.open === true) return;
    const reads = request.method === 'GET' || request.method === 'HEAD';
    const visitor = reads ? await signIns.ofReader(request) : await signIns.ofWriter(request);
    request.visitor = visitor;
    if (visitor.fresh) keepCookie(context, reply, visitor);
  });
  scope.addHook('onSend', (request, reply, _payload, next) => {
    const token = request.visitor?.token ?? readProgramCookie(request.headers.cookie);
    if (request.method === 'GET' && token !== undefined && token !== '') {
      void reply.header(CSRF_NAME_HEADER, CSRF_HEADER).header(CSRF_HEADER, csrfTokenOf(token));
    }
    next();
  });
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A route of this gateway that finds out by itself who asks, or lets everybody in. */
    open?: boolean;
  }
}
