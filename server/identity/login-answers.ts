/** How the routes of the sign-in read what comes and answer, for desks that only know POST /agent/login. */
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { ProtocolError } from '../../protocol/shared/errors.ts';
import { asRefusal, SignInError } from './errors.ts';
import type { SignIn } from './identity-contract.ts';
import { keycloakUser } from './principal.ts';

/** @throws ProtocolError `VALIDATION` with the first thing that is wrong */
export function parseBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new ProtocolError(
    'VALIDATION',
    `${issue?.path.join('.') ?? 'body'}: ${issue?.message ?? 'not well formed'}`,
  );
}

/**
 * What desks of this family read. They keep the user object alone and hand it over when they connect, so that it has
 * to bring its own proof (`deskToken`) wherever no cookie does.
 */
export const signInBody = ({ principal, token, refreshToken }: SignIn, deskToken: string | null = null) => ({
  data: {
    keycloak_User: { ...keycloakUser(principal), ...(deskToken !== null && { token: deskToken }) },
    token,
    refresh_token: refreshToken,
  },
});

/** A refusal as desks of this family read it: `error_detail.reason` is what the person sees. */
export function refuse(reply: FastifyReply, thrown: unknown): FastifyReply {
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
