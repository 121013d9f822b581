import type { FastifyRequest, preHandlerAsyncHookHandler } from 'fastify';
import { SignInError } from './errors.ts';
import type { Identity } from './identity-contract.ts';
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

/**
 * The same for what a desk is set up with and that is no secret among colleagues: reasons, forms, labels, who is free. A
 * desk of this family on another site asks for it without any sign-in; there it is enough that somebody has signed in
 * with such a desk at the same address (`desks-elsewhere.ts`), the one that `agentId` or `user_Id` names if it is given.
 */
export function requireDesk(
  identity: Pick<Identity, 'authenticateRequest' | 'authenticatePlace'>,
): preHandlerAsyncHookHandler {
  return async (request: FastifyRequest) => {
    request.principal = await deskOf(identity, request);
    request.proven = true;
  };
}

/**
 * The same for reading what only some may: customers, history, reports. Desks of other sites may, where a setting says so,
 * as far as everybody at their address may (`readers.ts`). Nothing is ever changed behind it.
 */
export function requireReading(
  identity: Pick<Identity, 'authenticateRequest' | 'authenticateReader'>,
  roles: readonly string[] = [],
): preHandlerAsyncHookHandler {
  return async (request: FastifyRequest) => {
    const { headers, clientAddress, query } = request;
    const principal = await identity.authenticateRequest(headers).catch((error: unknown) => {
      if (!(error instanceof SignInError) || error.reason !== 'token-missing') throw error;
      return identity.authenticateReader(headers, clientAddress.address, askedAgent(query));
    });
    request.principal = principal;
    if (roles.length > 0 && !roles.some((role) => principal.roles.includes(role))) {
      throw new SignInError('not-allowed');
    }
    request.proven = true;
  };
}

/** Who asks, or at least with whose desk (`requireDesk`). */
export function deskOf(
  identity: Pick<Identity, 'authenticateRequest' | 'authenticatePlace'>,
  { headers, clientAddress, query }: FastifyRequest,
): Promise<Principal> {
  return identity.authenticateRequest(headers).catch((error: unknown) => {
    if (!(error instanceof SignInError) || error.reason !== 'token-missing') throw error;
    return identity.authenticatePlace(headers, clientAddress.address, askedAgent(query));
  });
}

function askedAgent(query: unknown): string | undefined {
  if (typeof query !== 'object' || query === null) return undefined;
  const asked = 'agentId' in query ? query.agentId : 'user_Id' in query ? query.user_Id : undefined;
  return typeof asked === 'string' ? asked : undefined;
}
