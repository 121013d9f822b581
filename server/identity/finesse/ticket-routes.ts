import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ProtocolError } from '../../../protocol/shared/errors.ts';
import { callerOf } from '../caller.ts';
import type { Identity } from '../identity-contract.ts';
import { parseBody, refuse, signInBody } from '../login-answers.ts';
import { SIGN_IN_LIMIT } from '../sign-in-limit.ts';
import { TICKET_MS } from './finesse-sign-in.ts';

const proofBody = z.object({
  /** The user of the desktop. */
  id: z.string().regex(/^[^\u0000-\u001f/\\?#]{1,64}$/),
  /** `Basic …` or, with single sign-on, `Bearer …`: the header by which Finesse knows the user. */
  authorization: z.string().regex(/^(Basic|Bearer) [\w.~+/=-]{1,8192}$/i),
});
const ticketBody = z.object({ ticket: z.string() });

/** Seconds for which a browser may remember the answer to a preflight. */
const REMEMBER_SECONDS = 600;

/**
 * Signing in from the Finesse desktop: the gadget, a page of Finesse's origin, gets a ticket, and the desk in its frame
 * changes that for tokens.
 */
export function finesseTicketRoutes(app: FastifyInstance, identity: Identity): void {
  app.setErrorHandler((error, _request, reply) => refuse(reply, error));
  app.options('/agent/finesse/ticket', (request, reply) =>
    readable(request, reply)
      .header('access-control-allow-methods', 'POST')
      .header('access-control-allow-headers', 'content-type')
      .header('access-control-max-age', REMEMBER_SECONDS)
      .code(204)
      .send(),
  );
  app.post('/agent/finesse/ticket', { config: SIGN_IN_LIMIT }, async (request, reply) => {
    const { origin } = request.headers;
    readable(request, reply);
    if (origin !== undefined && !identity.mayEmbed(origin)) {
      throw new ProtocolError(
        'FORBIDDEN',
        `This page may not sign in the desk. Add it to EMBED_ORIGINS: ${origin}`,
      );
    }
    const ticket = await identity.finesseTicket(parseBody(proofBody, request.body), callerOf(request));
    return reply.header('cache-control', 'no-store').send({ data: { ticket, expires_in: TICKET_MS / 1000 } });
  });
  app.post('/agent/finesse/sign-in', { config: SIGN_IN_LIMIT }, async (request, reply) => {
    const { ticket } = parseBody(ticketBody, request.body);
    const signIn = await identity.signInByTicket(ticket, callerOf(request));
    return reply.header('cache-control', 'no-store').send(signInBody(signIn));
  });
}

/**
 * Any page may read the answer: it has to be able to say what is missing, and what is answered depends on what the page
 * itself has shown, never on a cookie.
 */
function readable({ headers: { origin } }: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.header('vary', 'Origin');
  return origin === undefined ? reply : reply.header('access-control-allow-origin', origin);
}
