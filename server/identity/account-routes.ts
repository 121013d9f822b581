import type { FastifyInstance } from 'fastify';
import type { Principal } from './principal.ts';

/**
 * What keycloak-js asks with an access token: `loadUserInfo()` and `loadUserProfile()`. The provider itself
 * would refuse our access tokens there, because they are meant for the Agent Manager.
 */
export function accountRoutes(
  app: FastifyInstance,
  base: string,
  authenticate: (authorization: string | undefined) => Promise<Principal>,
): void {
  app.get(`${base}/protocol/openid-connect/userinfo`, async (request) => {
    const principal = await authenticate(request.headers.authorization);
    return {
      sub: principal.userId,
      name: `${principal.firstName} ${principal.lastName}`.trim(),
      given_name: principal.firstName,
      family_name: principal.lastName,
      preferred_username: principal.username,
    };
  });
  app.get(`${base}/account`, async (request) => {
    const principal = await authenticate(request.headers.authorization);
    return {
      id: principal.userId,
      username: principal.username,
      firstName: principal.firstName,
      lastName: principal.lastName,
      attributes: principal.attributes,
    };
  });
}
