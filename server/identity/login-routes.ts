import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { callerOf } from './caller.ts';
import type { Identity, SignIn } from './identity-contract.ts';
import { newDevice } from './known-places.ts';
import { parseBody, refuse, signInBody } from './login-answers.ts';
import { requirePrincipal } from './require-principal.ts';
import { SIGN_IN_LIMIT } from './sign-in-limit.ts';

/** Further fields of desks with telephony are ignored. */
const credentialsBody = z.object({
  // A null byte cannot be part of a name, and PostgreSQL cannot store it.
  username: z
    .string()
    .trim()
    .min(1)
    .max(64)
    .regex(/^[^\u0000]*$/),
  password: z.string().min(1).max(256),
});
const refreshBody = z.object({ refresh_token: z.string() });

/** Where desks of this family post: at the root, and under the Agent Manager's prefix. */
const PREFIXES = ['', '/agent-manager'];

/** Signing in and out without OpenID, for desks that only know POST /agent/login (D3). */
export function loginRoutes(app: FastifyInstance, identity: Identity): void {
  app.setErrorHandler((error, _request, reply) => refuse(reply, error));
  for (const prefix of PREFIXES) {
    app.post(`${prefix}/agent/login`, { config: SIGN_IN_LIMIT }, async (request, reply) => {
      const { username, password } = parseBody(credentialsBody, request.body);
      const device = deviceOf(request, identity);
      const signIn = await identity.signIn(username, password, callerOf(request, device));
      keepCookie(request, reply, identity, signIn);
      if (device !== null) void reply.header('set-cookie', identity.device().write(device));
      return reply.send(signInBody(signIn, await deskToken(request, identity, signIn)));
    });
    app.post(`${prefix}/agent/refresh`, { config: SIGN_IN_LIMIT }, async (request, reply) => {
      const { refresh_token } = parseBody(refreshBody, request.body);
      const signIn = await identity.refresh(refresh_token, callerOf(request));
      keepCookie(request, reply, identity, signIn);
      return reply.send(signInBody(signIn, await deskToken(request, identity, signIn)));
    });
    app.post(`${prefix}/agent/logout`, { preHandler: requirePrincipal(identity) }, async (request, reply) => {
      const { sid, userId } = request.principal;
      await identity.endSession(sid, { reason: 'sign-out', userId, client: callerOf(request) });
      if (keepsCookies(request, identity)) void reply.header('set-cookie', identity.cookie().clear());
      return reply.code(204).send();
    });
  }
}

/** Pages of other sites work with tokens alone: their answers leave no cookie in the browser of somebody else. */
function keepsCookies({ headers }: FastifyRequest, identity: Identity): boolean {
  return headers.origin === undefined || identity.origins().isOwn(headers);
}

/** For our own pages null: their cookie is out of reach for scripts, and a token in the answer would not be. */
async function deskToken(
  { headers, clientAddress }: FastifyRequest,
  identity: Identity,
  signIn: SignIn,
): Promise<string | null> {
  const { origin } = headers;
  if (origin !== undefined && !identity.origins().isAllowed(origin)) return null;
  return identity.deskToken(signIn.principal, { origin, address: clientAddress.address });
}

/** The browser's device, or a new one; null where cookies are not kept. */
function deviceOf(request: FastifyRequest, identity: Identity): string | null {
  if (!keepsCookies(request, identity)) return null;
  return identity.device().read(request.headers.cookie) ?? newDevice();
}

function keepCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  identity: Identity,
  { principal, token }: SignIn,
): void {
  if (!keepsCookies(request, identity)) return;
  void reply.header('set-cookie', identity.cookie().write(token, principal.expiresAt - Date.now()));
}
