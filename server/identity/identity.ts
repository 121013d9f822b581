import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import type { Connector, Directory } from '../configuration/directory.ts';
import type { Schema } from '../store/schema.ts';
import type { Caller } from './caller.ts';
import { connectorOfKey } from './connector-key.ts';
import type { SignInCookie } from './cookies.ts';
import { createDeviceCookie, createSignInCookie } from './cookies.ts';
import type { DeviceCookie } from './cookies.ts';
import { createCredentials, loggedCredentials, ownPasswords } from './credentials.ts';
import type { Credentials } from './credentials.ts';
import type { Ending } from './ending.ts';
import { once } from '../once.ts';
import { SignInError } from './errors.ts';
import { finessePeople } from './finesse/finesse-people.ts';
import type { FinessePlace } from './finesse/finesse-people.ts';
import { createFinesseSignIn, TICKET_MS } from './finesse/finesse-sign-in.ts';
import type { FinesseProof } from './finesse/finesse-sign-in.ts';
import { claimedAgent } from './claimed-agent.ts';
import type { Handshake } from './claimed-agent.ts';
import { keycloakPasswords } from './keycloak.ts';
import type { KeycloakSettings } from './keycloak.ts';
import { createDesksElsewhere } from './desks-elsewhere.ts';
import { createKnownPlaces } from './known-places.ts';
import { createLockout } from './lockout.ts';
import { createOrigins } from './origins.ts';
import type { Origins, OriginSettings } from './origins.ts';
import { createPasswordVerifier } from './password-verifier.ts';
import { principalOf, requireDeskUser } from './principal.ts';
import type { Principal } from './principal.ts';
import { openEmbeddedSignIn } from './provider/embedded-sign-in.ts';
import type { EmbeddedSignIn } from './provider/embedded-sign-in.ts';
import { endProviderSession } from './provider/adapter.ts';
import type { InAllLanguages } from './provider/words/words.ts';
import { createSecurityLog } from '../security-log.ts';
import type { SecurityEvent, SecurityLog } from '../security-log.ts';
import { createSignIns, LONGEST_SIGN_IN_MS } from './sign-ins.ts';
import type { OpenSignIn } from './sign-ins.ts';
import { loadSigningKeys } from './signing-keys.ts';
import { startStrengthening } from './strengthen-passwords.ts';
import { startSweeper } from './sweeper.ts';
import type { IdentityTables } from './identity-tables.ts';
import { claims, sign, verify } from './tokens.ts';
import type { TokenUse } from './tokens.ts';
import { trustedIssuers } from './trusted-issuers.ts';
import { openSignInsOf } from './user-sign-ins.ts';
import { createWorkQueue } from './work-queue.ts';

/** Client of the desk at the embedded provider. */
const CLIENT = 'agent-desk';

const WAITING_CHECKS = 200;
const FAILURES_PER_NETWORK = 100;
/** Two cores' worth of hashing; the other threads of the pool stay free for files and names. */
const HASHES_AT_ONCE = 2;
/** A Keycloak does the hashing itself. */
const QUESTIONS_AT_ONCE = 16;

export type IdentitySettings = {
  /** The origin that browsers see; a function when it is known only once the server listens. */
  publicUrl: string | (() => string);
  /** A real Keycloak; null: the embedded provider. */
  oidc: KeycloakSettings | null;
  /** A Cisco Finesse whose users sign in from its desktop; null or absent: none. */
  finesse?: FinessePlace | null;
  /** Told by which header of theirs at Finesse somebody has come: never to be stored or logged. */
  onFinesseSignIn?: (userId: string, proof: FinesseProof) => void;
  /** Origins whose pages show the desk in a frame and sign it in. */
  embedOrigins?: readonly string[];
  /** How long a sign-in and its tokens live, and an access token of the embedded provider (ms). */
  loginTokenMs: number;
  accessTokenMs: number;
  /** How long a sign-in may last in all, however often it is renewed (ms). */
  longestSignInMs?: number;
  /** Sources of the CSP directive `frame-ancestors` besides our own origin; `'none'` adds nothing. */
  frameAncestors?: readonly string[];
  /** Other sites, and what belongs to our own. */
  origins?: OriginSettings;
  /** Failures of one network after which strangers there are refused; 0 is off. */
  failuresPerNetwork?: number;
  /** Password checks that may wait for each other. */
  waitingChecks?: number;
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

/** A sign-in of POST /agent/login; both tokens are good until `principal.expiresAt`. */
export type SignIn = { principal: Principal; token: string; refreshToken: string };

/** Who people are. Every refusal is a `SignInError`. */
export interface Identity {
  /** Where the desk signs people in: the three values of keycloak-js. */
  openId(): { url: string; realm: string; clientId: string };
  /** By an access token alone. */
  verifyToken(token: unknown): Promise<Principal>;
  /** By `Authorization: Bearer`, or by the cookie when the request comes from our own pages. */
  authenticateRequest(headers: IncomingHttpHeaders): Promise<Principal>;
  /**
   * Who has signed in with a desk on another site, at the address that a request without any sign-in comes from.
   * Anybody there can say the same of themselves: it is no more than a reason to tell what is no secret.
   */
  authenticatePlace(
    headers: IncomingHttpHeaders,
    address: string,
    userId: string | undefined,
  ): Promise<Principal>;
  /**
   * By `auth.token`, by the token in `auth.agent`, or by the cookie; only for agents and supervisors with a team.
   */
  authenticateHandshake(handshake: Handshake): Promise<Principal>;
  /** Whether a token says that it is for this tenant. Nothing is proven by that. */
  claims(token: string): boolean;
  /** The connector that this key belongs to. Takes the same time for every key. */
  verifyConnector(key: string): Connector | undefined;
  /** Signs in with a username and password. */
  signIn(username: string, password: string, caller: Caller): Promise<SignIn>;
  /**
   * A token for the user object of a sign-in. It opens sockets alone; one that was made for a page of another site is
   * of no use on any other.
   */
  deskToken(person: Principal, from: { origin: string | undefined; address: string }): Promise<string>;
  /** A ticket for whom Finesse knows by this proof, good once and for `TICKET_MS`. */
  finesseTicket(proof: FinesseProof, caller: Caller): Promise<string>;
  /** Signs in with such a ticket. A second use ends the sign-in. */
  signInByTicket(ticket: unknown, caller: Caller): Promise<SignIn>;
  /** New tokens of the same sign-in for its refresh token, which is good once. A second use ends the sign-in. */
  refresh(refreshToken: unknown, caller: Caller): Promise<SignIn>;
  /** Ends a sign-in: its tokens and cookies are of no more use (D7). */
  endSession(sid: string, ending?: Ending): Promise<void>;
  /** Ends every sign-in of a person. Resolves with how many there were. */
  endSessionsOf: (userId: string) => Promise<number>;
  /** Makes one of our tokens useless: an access token alone, a refresh token with its whole sign-in. */
  revoke: (token: string, caller: Caller) => Promise<void>;
  /** Calls `listener` whenever this process ends a sign-in. Returns how to stop that. */
  onSessionEnded(listener: (sid: string) => void): () => void;
  readonly cookie: () => SignInCookie;
  /** Which browser this is, for `known-places.ts`. */
  readonly device: () => DeviceCookie;
  readonly securityLog: SecurityLog;
  readonly origins: () => Origins;
  /** Whether a page of this origin may show the desk in a frame and sign it in. */
  mayEmbed(origin: string): boolean;
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
  const endedListeners = new Set<(sid: string) => void>();
  const desksElsewhere = createDesksElsewhere();
  const sweeper = startSweeper(db, signIns, logger);
  const strengthening = startStrengthening(db, tenant, logger);

  async function endSession(sid: string, ending: Ending = { reason: 'sign-out' }): Promise<void> {
    const ended = await signIns.end(sid);
    const owner = await endProviderSession(db, tenant, sid);
    desksElsewhere.forget(sid);
    if (ended !== null) logEnding(sid, ending, ending.userId ?? (ended.userId || owner));
    for (const listener of endedListeners) listener(sid);
  }

  function logEnding(sid: string, { reason, client }: Ending, userId: string | null): void {
    const username = userId === null ? null : directory().user(userId)?.username;
    securityLog(EVENT_OF[reason], { sid, userId, username, client, reason });
  }

  async function proofOf(
    token: unknown,
    use: TokenUse,
  ): Promise<{ principal: Principal; id: string | null; origin: unknown }> {
    const verified = await verify(token, issuers(), use);
    const via = verified.issuer === loginIssuer() ? 'login' : 'oidc';
    const state = await signIns.state(verified.sid, verified.id);
    if (state === 'ended' || (via === 'login' && state === 'unknown')) throw new SignInError('session-ended');
    const user = directory().userByName(verified.username);
    if (user === undefined) throw new SignInError('not-allowed');
    const proof = { sid: verified.sid, expiresAt: verified.expiresAt, via } as const;
    const { id, payload } = verified;
    return { principal: principalOf(directory(), realm, user, proof), id, origin: payload.origin };
  }

  /** The person behind the token in a user object, which is good for the site that it was made for. */
  async function byDeskToken(token: unknown, origin: string | undefined): Promise<Principal> {
    const proof = await proofOf(token, 'Desk');
    if (proof.origin !== undefined && proof.origin !== origin) throw new SignInError('foreign-origin');
    return proof.principal;
  }

  const verifyToken = async (token: unknown) => (await proofOf(token, 'Bearer')).principal;

  async function byCookie(headers: IncomingHttpHeaders): Promise<Principal> {
    // Pages of other sites show a token of their own.
    const token = origins().isAllowed(headers.origin) ? undefined : cookie().read(headers.cookie);
    if (token === undefined) throw new SignInError('token-missing');
    origins().check(headers);
    return verifyToken(token);
  }

  async function tokensFor(person: Principal, open: OpenSignIn): Promise<SignIn> {
    const { userId, username } = person;
    const { sid, refreshId, expiresAt } = open;
    const subject = { issuer: loginIssuer(), tenant, userId, username, sid };
    return {
      principal: { ...person, sid, expiresAt },
      token: await sign(keys, { ...subject, id: randomUUID() }, 'Bearer', expiresAt),
      refreshToken: await sign(keys, { ...subject, id: refreshId }, 'Refresh', expiresAt),
    };
  }

  /** New tokens for a token that is good once; a second use ends the sign-in. */
  async function renewed(token: unknown, use: 'Refresh' | 'Ticket', caller: Caller): Promise<SignIn> {
    const { principal, id } = await proofOf(token, use);
    requireDeskUser(principal);
    const { sid, userId } = principal;
    const open = await signIns.renew(sid, id ?? '', settings.loginTokenMs);
    if (open === 'reused') await endSession(sid, { reason: 'refresh-token-reused', userId, client: caller });
    if (open === null || open === 'reused') throw new SignInError('session-ended');
    return tokensFor(principal, open);
  }

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
    verifyToken,

    async authenticateRequest(headers) {
      const [scheme = '', token] = (headers.authorization ?? '').split(' ');
      return scheme.toLowerCase() === 'bearer' ? verifyToken(token) : byCookie(headers);
    },

    async authenticatePlace({ origin }, address, userId) {
      const seen =
        origin !== undefined && origins().isAllowed(origin)
          ? desksElsewhere.at(origin, address, userId)
          : undefined;
      if (seen === undefined) throw new SignInError('token-missing');
      const { sid, expiresAt, username } = seen;
      const user = directory().userByName(username);
      if (user === undefined || (await signIns.state(sid, null)) !== 'open') {
        desksElsewhere.forget(sid);
        throw new SignInError('session-ended');
      }
      return principalOf(directory(), realm, user, { sid, expiresAt, via: 'login' });
    },

    async authenticateHandshake({ auth, headers, address = '' }) {
      const { origin } = headers;
      // Browsers apply their rules for other sites to requests, not to WebSockets.
      if (origin !== undefined && !origins().isOwn(headers) && !origins().isAllowed(origin)) {
        throw new SignInError('foreign-origin');
      }
      const claimed = claimedAgent(auth.agent);
      const shown = auth.token !== undefined && auth.token !== null && auth.token !== '';
      const inAgent = claimed?.token !== undefined && claimed.token !== null;
      const principal = shown
        ? await verifyToken(auth.token)
        : await (inAgent ? byDeskToken(claimed.token, origin) : byCookie(headers)).catch(loginFailed);
      if (claimed !== null && claimed.id !== principal.userId) throw new SignInError('login-failed');
      requireDeskUser(principal);
      if (inAgent && !shown && origin !== undefined && origins().isAllowed(origin)) {
        desksElsewhere.note(origin, address, principal);
      }
      return principal;
    },

    deskToken(person, { origin, address }) {
      const { userId, username, sid, expiresAt } = person;
      if (origin !== undefined) desksElsewhere.note(origin, address, person);
      const subject = { issuer: loginIssuer(), tenant, userId, username, sid, id: randomUUID() };
      return sign(keys, { ...subject, ...(origin !== undefined && { origin }) }, 'Desk', expiresAt);
    },

    claims: (token) => claims(token, issuers()),

    verifyConnector: (key) => connectorOfKey(directory().connectors, key, Date.now()),

    async signIn(username, password, caller) {
      const user = await credentials.check(username, password, caller);
      if (user === undefined) throw new SignInError('bad-credentials');
      const proof = { sid: '', expiresAt: 0, via: 'login' } as const;
      const person = principalOf(directory(), realm, user, proof);
      requireDeskUser(person);
      const open = await signIns.open(user.id, settings.loginTokenMs);
      securityLog('sign-in', { userId: user.id, username, sid: open.sid, client: caller, way: 'login' });
      return tokensFor(person, open);
    },

    async finesseTicket(proof, caller) {
      if (finesse === null) throw new SignInError('no-finesse');
      const user = await finesse.userOf(proof, caller);
      settings.onFinesseSignIn?.(user.id, proof);
      requireDeskUser(principalOf(directory(), realm, user, { sid: '', expiresAt: 0, via: 'login' }));
      const { sid, refreshId, expiresAt } = await signIns.open(user.id, TICKET_MS);
      const subject = { issuer: loginIssuer(), tenant, userId: user.id, username: user.username };
      return sign(keys, { ...subject, sid, id: refreshId }, 'Ticket', expiresAt);
    },

    async signInByTicket(ticket, caller) {
      const signIn = await renewed(ticket, 'Ticket', caller);
      const { userId, username, sid } = signIn.principal;
      securityLog('sign-in', { userId, username, sid, client: caller, way: 'finesse' });
      return signIn;
    },

    refresh: (refreshToken, caller) => renewed(refreshToken, 'Refresh', caller),

    async revoke(token, caller) {
      const sid = await embedded?.provider().then((provider) => provider.sessionOf(token));
      if (sid !== undefined && sid !== null) {
        await endSession(sid, { reason: 'token-revoked', client: caller });
        return;
      }
      for (const use of ['Bearer', 'Refresh'] as const) {
        const proof = await proofOf(token, use).catch(() => null);
        if (proof === null) continue;
        const { sid: ofToken, userId, username } = proof.principal;
        if (use === 'Refresh') {
          await endSession(ofToken, { reason: 'token-revoked', userId, client: caller });
        } else if (proof.id !== null) {
          await signIns.revokeToken(proof.id);
          securityLog('token-revoked', { sid: ofToken, userId, username, client: caller });
        }
      }
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

const EVENT_OF: Record<Ending['reason'], SecurityEvent> = {
  'sign-out': 'sign-out',
  'taken-over': 'sign-in-taken-over',
  'refresh-token-reused': 'refresh-token-reused',
  'token-revoked': 'token-revoked',
  'forced-out': 'sign-out',
};

/** A desk of this family goes back to its login page when it reads `login-failed`. */
function loginFailed(error: unknown): never {
  const noSignIn = error instanceof SignInError && error.statusCode === 401;
  throw noSignIn ? new SignInError('login-failed') : error;
}
