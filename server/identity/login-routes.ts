import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ProtocolError } from '../../protocol/shared/errors.ts';
import { callerOf } from './caller.ts';
import { asRefusal, SignInError } from './errors.ts';
import type { Identity, SignIn } from './identity.ts';
import { newDevice } from './known-places.ts';
import { keycloakUser } from './principal.ts';
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
      const { username, password } = parse(credentialsBody, request.body);
      const device = deviceOf(request, identity);
      const signIn = await identity.signIn(username, password, callerOf(request, device));
      keepCookie(request, reply, identity, signIn);
      if (device !== null) void reply.header('set-cookie', identity.device().write(device));
      return reply.send(bodyOf(signIn));
    });
    app.post(`${prefix}/agent/refresh`, { config: SIGN_IN_LIMIT }, async (request, reply) => {
      const { refresh_token } = parse(refreshBody, request.body);
      const signIn = await identity.refresh(refresh_token, callerOf(request));
      keepCookie(request, reply, identity, signIn);
      return reply.send(bodyOf(signIn));
    });
    app.post(`${prefix}/agent/logout`, { preHandler: requirePrincipal(identity) }, async (request, reply) => {
      const { sid, userId } = request.principal;
      await identity.endSession(sid, { reason: 'sign-out', userId, client: callerOf(request) });
      if (keepsCookies(request, identity)) void reply.header('set-cookie', identity.cookie().clear());
      return reply.code(204).send();
    });
  }
}

function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new ProtocolError(
    'VALIDATION',
    `${issue?.path.join('.') ?? 'body'}: ${issue?.message ?? 'not well formed'}`,
  );
}

/** Pages of other sites work with tokens alone: their answers leave no cookie in the browser of somebody else. */
function keepsCookies({ headers }: FastifyRequest, identity: Identity): boolean {
  return headers.origin === undefined || identity.origins().isOwn(headers);
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

/** What desks of this family read. */
const bodyOf = ({ principal, token, refreshToken }: SignIn) => ({
  data: { keycloak_User: keycloakUser(principal), token, refresh_token: refreshToken },
});

/** A refusal as desks of this family read it: `error_detail.reason` is what the person sees. */
function refuse(reply: FastifyReply, thrown: unknown): FastifyReply {
  const error = asRefusal(thrown);
  const status = error instanceof ProtocolError ? error.statusCode : statusOf(error);
  const known = error instanceof ProtocolError || (status >= 400 && status < 500);
  if (!known) reply.log.error({ err: error }, 'signing in failed');
  const reason = known && error instanceof Error ? error.message : 'Something went wrong on our side.';
  if (error instanceof SignInError && error.retryAfterMs !== null) {
    reply.header('retry-after', Math.ceil(error.retryAfterMs / 1000));
  }
  return reply.code(status).send({
    error: {
      error_message: 'Login failed',
      error_detail: { status, reason },
      code: error instanceof ProtocolError ? error.code : known ? 'VALIDATION' : 'INTERNAL',
    },
    statusCode: status,
  });
}

/** Fastify's own refusals (no JSON, too large) carry a status. */
function statusOf(error: unknown): number {
  const status =
    typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : 500;
  return typeof status === 'number' ? status : 500;
}
