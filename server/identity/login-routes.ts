import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { ProtocolError } from '../../protocol/shared/errors.ts';
import { SignInError } from './errors.ts';
import type { Identity, SignIn } from './identity.ts';
import { keycloakUser } from './principal.ts';
import { requirePrincipal } from './require-principal.ts';
import { SIGN_IN_LIMIT } from './sign-in-limit.ts';

/** Further fields of desks with telephony (agent-desk-wire §1.3) are ignored. */
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

/** Signing in and out without OpenID, for desks that only know POST /agent/login (decisions 3). */
export function loginRoutes(app: FastifyInstance, identity: Identity): void {
  app.setErrorHandler((error, _request, reply) => refuse(reply, error));
  for (const prefix of PREFIXES) {
    app.post(`${prefix}/agent/login`, { config: SIGN_IN_LIMIT }, async (request, reply) => {
      const { username, password } = parse(credentialsBody, request.body);
      return answer(
        reply,
        identity,
        await identity.signIn(username, password, request.clientAddress.network),
      );
    });
    app.post(`${prefix}/agent/refresh`, { config: SIGN_IN_LIMIT }, async (request, reply) => {
      const { refresh_token } = parse(refreshBody, request.body);
      return answer(reply, identity, await identity.refresh(refresh_token));
    });
    app.post(`${prefix}/agent/logout`, { preHandler: requirePrincipal(identity) }, async (request, reply) => {
      await identity.endSession(request.principal.sid);
      return reply.header('set-cookie', identity.cookie().clear()).code(204).send();
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

function answer(reply: FastifyReply, identity: Identity, signIn: SignIn): FastifyReply {
  return reply
    .header('set-cookie', identity.cookie().write(signIn.token, identity.loginTokenMs))
    .header('cache-control', 'no-store')
    .send({
      data: {
        keycloak_User: keycloakUser(signIn.principal),
        token: signIn.token,
        refresh_token: signIn.refreshToken,
      },
    });
}

/** A refusal as desks of this family read it: `error_detail.reason` is what the person sees. */
function refuse(reply: FastifyReply, error: unknown): FastifyReply {
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
