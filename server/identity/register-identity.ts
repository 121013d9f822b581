import type { FastifyInstance } from 'fastify';
import { accountRoutes } from './account-routes.ts';
import { finesseTicketRoutes } from './finesse/ticket-routes.ts';
import type { Identity } from './identity-contract.ts';
import { loginRoutes } from './login-routes.ts';
import { realmPath } from './provider/configuration.ts';
import { providerRoutes } from './provider/routes.ts';

/**
 * Mounts signing in: POST /agent/login, /agent/refresh and /agent/logout (also under /agent-manager), POST
 * /agent/finesse/ticket and /agent/finesse/sign-in for the Finesse desktop, and with
 * the embedded provider everything under /realms/<realm>.
 */
export async function registerIdentity(app: FastifyInstance, identity: Identity): Promise<void> {
  await app.register((scope, _options, done) => {
    loginRoutes(scope, identity);
    done();
  });
  await app.register((scope, _options, done) => {
    finesseTicketRoutes(scope, identity);
    done();
  });
  const { embedded } = identity;
  if (embedded === null) return;
  await app.register((scope, _options, done) => {
    accountRoutes(scope, realmPath(embedded.realm), (authorization) =>
      identity.authenticateRequest(authorization === undefined ? {} : { authorization }),
    );
    providerRoutes(scope, { ...embedded, revoke: identity.revoke });
    done();
  });
}
