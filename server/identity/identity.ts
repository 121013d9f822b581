import type { IncomingHttpHeaders } from 'node:http';
import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import type { Connector, Directory } from '../configuration/directory.ts';
import type { Schema } from '../store/schema.ts';
import { connectorOfKey } from './connector-key.ts';
import type { SignInCookie } from './cookies.ts';
import { createSignInCookie } from './cookies.ts';
import { createCredentials, ownPasswords } from './credentials.ts';
import type { Credentials } from './credentials.ts';
import { SignInError } from './errors.ts';
import { claimedAgentId } from './handshake.ts';
import type { Handshake } from './handshake.ts';
import { keycloakPasswords } from './keycloak.ts';
import type { KeycloakSettings } from './keycloak.ts';
import { createLockout } from './lockout.ts';
import { createOrigins } from './origins.ts';
import type { Origins } from './origins.ts';
import { principalOf, requireDeskUser } from './principal.ts';
import type { Principal } from './principal.ts';
import { openEmbeddedSignIn } from './provider/embedded-sign-in.ts';
import type { EmbeddedSignIn } from './provider/embedded-sign-in.ts';
import { endProviderSession } from './provider/adapter.ts';
import type { InAllLanguages } from './provider/words/words.ts';
import { createSignIns } from './sign-ins.ts';
import { loadSigningKeys } from './signing-keys.ts';
import { startSweeper } from './sweeper.ts';
import type { IdentityTables } from './tables.ts';
import { sign, verify } from './tokens.ts';
import type { TokenUse } from './tokens.ts';
import { trustedIssuers } from './trusted-issuers.ts';
import { openSignInsOf } from './user-sign-ins.ts';

/** Client of the desk at the embedded provider. */
const CLIENT = 'agent-desk';

export type IdentitySettings = {
  /** The origin that browsers see; a function when it is known only once the server listens. */
  publicUrl: string | (() => string);
  /** A real Keycloak; null: the embedded provider. */
  oidc: KeycloakSettings | null;
  /** How long a sign-in and its tokens live, and an access token of the embedded provider (ms). */
  loginTokenMs: number;
  accessTokenMs: number;
  /** Sources of the CSP directive `frame-ancestors` besides our own origin; `'none'` adds nothing. */
  frameAncestors?: readonly string[];
  /** Origins besides our own whose pages may act for their user. */
  furtherOrigins?: readonly string[];
  /** A line on the embedded sign-in page, for example the demo's sign-ins. */
  notice?: InAllLanguages | null;
};

type IdentityOptions = {
  db: Kysely<Schema>;
  settings: IdentitySettings;
  /** The directory as it stands now. */
  directory: () => Directory;
  logger: Logger;
};

/** A sign-in of POST /agent/login. */
export type SignIn = { principal: Principal; token: string; refreshToken: string };

/** Who people are. Every refusal is a `SignInError`. */
export interface Identity {
  /** Where the desk signs people in: the three values of keycloak-js. */
  openId(): { url: string; realm: string; clientId: string };
  /** By an access token alone. */
  verifyToken(token: unknown): Promise<Principal>;
  /** By `Authorization: Bearer`, or by the cookie when the request comes from our own pages. */
  authenticateRequest(headers: IncomingHttpHeaders): Promise<Principal>;
  /** By `auth.token`, or by the cookie; only for agents and supervisors with a team. */
  authenticateHandshake(handshake: Handshake): Promise<Principal>;
  /** The connector that this key belongs to. Takes the same time for every key. */
  verifyConnector(key: string): Connector | undefined;
  /** Signs in with a username and password. */
  signIn(username: string, password: string, address: string): Promise<SignIn>;
  /** New tokens of the same sign-in for its refresh token. */
  refresh(refreshToken: unknown): Promise<SignIn>;
  /** Ends a sign-in: its tokens and cookies are of no more use (decisions 7). */
  endSession(sid: string): Promise<void>;
  /** Ends every sign-in of a person. Resolves with how many there were. */
  endSessionsOf: (userId: string) => Promise<number>;
  /** Calls `listener` whenever this process ends a sign-in. Returns how to stop that. */
  onSessionEnded(listener: (sid: string) => void): () => void;
  readonly cookie: () => SignInCookie;
  readonly origins: () => Origins;
  readonly loginTokenMs: number;
  /** null with a real Keycloak. */
  readonly embedded: EmbeddedSignIn | null;
  close(): void;
}

/** Opens identity for one tenant; makes its signing keys at the first start. */
export async function openIdentity(options: IdentityOptions): Promise<Identity> {
  const { settings, directory, logger } = options;
  const { tenant } = directory();
  const db = options.db.withTables<IdentityTables>();
  const realm = settings.oidc?.realm ?? tenant;
  const keys = await loadSigningKeys(db, tenant);
  const signIns = createSignIns(db, tenant);
  const publicUrl = once(() =>
    typeof settings.publicUrl === 'string' ? settings.publicUrl : settings.publicUrl(),
  );
  const origins = once(() => createOrigins(publicUrl(), settings.furtherOrigins));
  const cookie = once(() => createSignInCookie(publicUrl()));
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
  const credentials: Credentials = createCredentials(
    directory,
    createLockout(db, tenant),
    settings.oidc === null ? ownPasswords(db, tenant) : keycloakPasswords(settings.oidc),
  );
  const endedListeners = new Set<(sid: string) => void>();
  const sweeper = startSweeper(db, signIns, logger);

  async function endSession(sid: string): Promise<void> {
    await signIns.end(sid);
    await endProviderSession(db, tenant, sid);
    for (const listener of endedListeners) listener(sid);
  }

  async function principalFor(token: unknown, use: TokenUse): Promise<Principal> {
    const verified = await verify(token, issuers(), use);
    const via = verified.issuer === loginIssuer() ? 'login' : 'oidc';
    const state = await signIns.state(verified.sid);
    if (state === 'ended' || (via === 'login' && state === 'unknown')) throw new SignInError('session-ended');
    const user = directory().userByName(verified.username);
    if (user === undefined) throw new SignInError('not-allowed');
    const proof = { sid: verified.sid, expiresAt: verified.expiresAt, via } as const;
    return principalOf(directory(), realm, user, proof);
  }

  const verifyToken = (token: unknown) => principalFor(token, 'Bearer');

  async function byCookie(headers: IncomingHttpHeaders): Promise<Principal> {
    const token = cookie().read(headers.cookie);
    if (token === undefined) throw new SignInError('token-missing');
    origins().check(headers);
    return verifyToken(token);
  }

  async function tokensFor(principal: Principal): Promise<SignIn> {
    const { userId, username, sid } = principal;
    const subject = { issuer: loginIssuer(), tenant, userId, username, sid };
    return {
      principal,
      token: await sign(keys, subject, 'Bearer', settings.loginTokenMs),
      refreshToken: await sign(keys, subject, 'Refresh', settings.loginTokenMs),
    };
  }

  return {
    openId: () =>
      settings.oidc === null
        ? { url: origins().own, realm, clientId: CLIENT }
        : { url: settings.oidc.url.replace(/\/+$/, ''), realm, clientId: settings.oidc.client },
    verifyToken,

    async authenticateRequest(headers) {
      const [scheme = '', token] = (headers.authorization ?? '').split(' ');
      return scheme.toLowerCase() === 'bearer' ? verifyToken(token) : byCookie(headers);
    },

    async authenticateHandshake({ auth, headers }) {
      const claimed = claimedAgentId(auth.agent);
      const shown = auth.token !== undefined && auth.token !== null && auth.token !== '';
      const principal = shown ? await verifyToken(auth.token) : await byCookie(headers).catch(loginFailed);
      if (claimed !== null && claimed !== principal.userId) throw new SignInError('login-failed');
      requireDeskUser(principal);
      return principal;
    },

    verifyConnector: (key) => connectorOfKey(directory().connectors, key, Date.now()),

    async signIn(username, password, address) {
      const user = await credentials.check(username, password, address);
      if (user === undefined) throw new SignInError('bad-credentials');
      const expiresAt = Date.now() + settings.loginTokenMs;
      const known = principalOf(directory(), realm, user, { sid: '', expiresAt, via: 'login' });
      requireDeskUser(known);
      const sid = await signIns.open(user.id, settings.loginTokenMs);
      return tokensFor({ ...known, sid });
    },

    async refresh(refreshToken) {
      const principal = await principalFor(refreshToken, 'Refresh');
      requireDeskUser(principal);
      await signIns.extend(principal.sid, settings.loginTokenMs);
      return tokensFor({ ...principal, expiresAt: Date.now() + settings.loginTokenMs });
    },

    endSession,
    async endSessionsOf(userId) {
      const sids = await openSignInsOf(options.db, tenant, userId);
      for (const sid of sids) await endSession(sid);
      return sids.length;
    },
    onSessionEnded(listener) {
      endedListeners.add(listener);
      return () => endedListeners.delete(listener);
    },
    cookie,
    origins,
    loginTokenMs: settings.loginTokenMs,
    embedded:
      settings.oidc === null
        ? openEmbeddedSignIn({
            tenant,
            realm,
            client: CLIENT,
            db,
            keys,
            origins,
            credentials,
            directory,
            settings,
            logger,
            endSession,
          })
        : null,
    close: sweeper.stop,
  };
}

/** A desk of this family goes back to its login page when it reads `login-failed`. */
function loginFailed(error: unknown): never {
  const noSignIn = error instanceof SignInError && error.statusCode === 401;
  throw noSignIn ? new SignInError('login-failed') : error;
}

/** Computes a value when it is first needed. */
function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
