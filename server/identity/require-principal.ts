import type { FastifyRequest, preHandlerAsyncHookHandler } from 'fastify';
import { SignInError } from './errors.ts';
import type { Identity } from './identity.ts';
import type { Principal } from './principal.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks. Only there behind `requirePrincipal`. */
    principal: Principal;
  }
}

/**
 * A hook that lets only signed-in people through, and leaves who it is in `request.principal`.
 * Refuses with a `SignInError`: 401 without a valid sign-in, 403 without any of `roles` (D6).
 */
export function requirePrincipal(
  identity: Pick<Identity, 'authenticateRequest'>,
  roles: readonly string[] = [],
): preHandlerAsyncHookHandler {
  return async (request: FastifyRequest) => {
    const principal = await identity.authenticateRequest(request.headers);
    // Before the roles are looked at: a refusal is logged with the name of who asked.
    request.principal = principal;
    if (roles.length > 0 && !roles.some((role) => principal.roles.includes(role))) {
      throw new SignInError('not-allowed');
    }
    request.proven = true;
  };
}
