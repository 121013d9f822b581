/** Identity as a whole: puts its parts together for one tenant. */
import { connectorOfKey } from './connector-key.ts';
import { createDeviceCookie, createSignInCookie } from './cookies.ts';
import { createCredentials, loggedCredentials, ownPasswords } from './credentials.ts';
import type { Credentials } from './credentials.ts';
import { once } from '../once.ts';
import { finessePeople } from './finesse/finesse-people.ts';
import { createFinesseSignIn } from './finesse/finesse-sign-in.ts';
import { keycloakPasswords } from './keycloak.ts';
import { createDeskSignIns } from './desk-sign-ins.ts';
import { createDesksElsewhere } from './desks-elsewhere.ts';
import { createEndsOfSignIns, revoker } from './ends-of-sign-ins.ts';
import type { Identity, IdentityOptions } from './identity-contract.ts';
import { createKnownPlaces } from './known-places.ts';
import { createLockout } from './lockout.ts';
import { createOrigins } from './origins.ts';
import { createPasswordVerifier } from './password-verifier.ts';
import { openEmbeddedSignIn } from './provider/embedded-sign-in.ts';
import { createSecurityLog } from '../security-log.ts';
import { createSignIns, LONGEST_SIGN_IN_MS } from './sign-ins.ts';
import { loadSigningKeys } from './signing-keys.ts';
import { startStrengthening } from './strengthen-passwords.ts';
import { startSweeper } from './sweeper.ts';
import type { IdentityTables } from './identity-tables.ts';
import { claims } from './tokens.ts';
import { trustedIssuers } from './trusted-issuers.ts';
import { createVerification } from './verification.ts';
import { createWorkQueue } from './work-queue.ts';

/** Client of the desk at the embedded provider. */
const CLIENT = 'agent-desk';

const WAITING_CHECKS = 200;
const FAILURES_PER_NETWORK = 100;
/** Two cores' worth of hashing; the other threads of the pool stay free for files and names. */
const HASHES_AT_ONCE = 2;
/** A Keycloak does the hashing itself. */
const QUESTIONS_AT_ONCE = 16;

/** Opens identity for one tenant; makes its signing keys at the first start. */
export async function openIdentity(options: IdentityOptions): Promise<Identity> {
  const { settings, directory, logger } = options;
  const { tenant } = directory();
  const db = options.db.withTables<IdentityTables>();
  const realm = settings.oidc?.realm ?? tenant;
  const keys = await loadSigningKeys(db, tenant);
  const signIns = createSignIns(db, tenant, settings.longestSignInMs ?? LONGEST_SIGN_IN_MS);
  const securityLog = createSecurityLog(logger);
  const publicUrl = once(() =>
    typeof settings.publicUrl === 'string' ? settings.publicUrl : settings.publicUrl(),
  );
  const origins = once(() => createOrigins(publicUrl(), settings.origins));
  const cookie = once(() => createSignInCookie(publicUrl()));
  const device = once(() => createDeviceCookie(publicUrl()));
  const loginIssuer = () => `${origins().own}/agent-manager`;
  const issuers = once(() =>
    trustedIssuers({
      tenant,
      realm,
      client: CLIENT,
      own: origins().own,
      loginIssuer: loginIssuer(),
      keys,
      keycloak: settings.oidc,
    }),
  );
  const queue = createWorkQueue({
    atOnce: settings.oidc === null ? HASHES_AT_ONCE : QUESTIONS_AT_ONCE,
    mostWaiting: settings.waitingChecks ?? WAITING_CHECKS,
  });
  const lockout = createLockout({
    db,
    tenant,
    failuresPerNetwork: settings.failuresPerNetwork ?? FAILURES_PER_NETWORK,
  });
  const credentials: Credentials = loggedCredentials(
    createCredentials(
      directory,
      lockout,
      createKnownPlaces(db, tenant),
      settings.oidc === null
        ? ownPasswords(db, tenant, createPasswordVerifier(queue))
        : keycloakPasswords(settings.oidc, queue),
    ),
    directory,
    securityLog,
  );
  const finesse =
    settings.finesse === undefined || settings.finesse === null
      ? null
      : createFinesseSignIn({ people: finessePeople(settings.finesse), directory, lockout, securityLog });
  const desksElsewhere = createDesksElsewhere(db, tenant);
  const sweeper = startSweeper(db, signIns, logger);
  const strengthening = startStrengthening(db, tenant, logger);

  const ends = createEndsOfSignIns({
    db: options.db,
    tenant,
    directory,
    signIns,
    desksElsewhere,
    securityLog,
  });
  const { endSession } = ends;
  const verification = createVerification({
    realm,
    directory,
    issuers,
    loginIssuer,
    signIns,
    origins,
    cookie,
    desksElsewhere,
    desksElsewhereRead: settings.desksElsewhereRead === true,
  });
  const deskSignIns = createDeskSignIns({
    tenant,
    realm,
    settings,
    directory,
    keys,
    loginIssuer,
    signIns,
    credentials,
    finesse,
    verification,
    desksElsewhere,
    endSession,
    securityLog,
  });
  const embedded =
    settings.oidc === null
      ? openEmbeddedSignIn({
          tenant,
          realm,
          client: CLIENT,
          db,
          keys,
          origins,
          credentials,
          device,
          securityLog,
          directory,
          settings: { ...settings, longestSignInMs: settings.longestSignInMs ?? LONGEST_SIGN_IN_MS },
          logger,
          endSession,
        })
      : null;

  return {
    openId: () =>
      settings.oidc === null
        ? { url: origins().own, realm, clientId: CLIENT }
        : { url: settings.oidc.url.replace(/\/+$/, ''), realm, clientId: settings.oidc.client },
    verifyToken: verification.verifyToken,
    authenticateRequest: verification.authenticateRequest,
    authenticatePlace: verification.authenticatePlace,
    authenticateReader: verification.authenticateReader,
    authenticateHandshake: verification.authenticateHandshake,
    ...deskSignIns,
    ...ends,
    revoke: revoker({ signIns, verification, embedded, endSession, securityLog }),
    claims: (token) => claims(token, issuers()),

    verifyConnector: (key) => connectorOfKey(directory().connectors, key, Date.now()),
    cookie,
    device,
    securityLog,
    origins,
    mayEmbed: (origin) => settings.embedOrigins?.includes(origin) === true,
    embedded,
    close: () => {
      sweeper.stop();
      strengthening.stop();
    },
  };
}
