/** What the server asks of identity, and what identity needs to be opened. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import type { Connector, Directory } from '../configuration/directory.ts';
import type { SecurityLog } from '../security-log.ts';
import type { Schema } from '../store/schema.ts';
import type { Caller } from './caller.ts';
import type { Handshake } from './claimed-agent.ts';
import type { DeviceCookie, SignInCookie } from './cookies.ts';
import type { Ending } from './ending.ts';
import type { FinessePlace } from './finesse/finesse-people.ts';
import type { FinesseProof } from './finesse/finesse-sign-in.ts';
import type { KeycloakSettings } from './keycloak.ts';
import type { Origins, OriginSettings } from './origins.ts';
import type { Principal } from './principal.ts';
import type { EmbeddedSignIn } from './provider/embedded-sign-in.ts';
import type { InAllLanguages } from './provider/words/words.ts';

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
  /** Whether desks of other sites, which show no proof, read what their agents may by their address. */
  desksElsewhereRead?: boolean;
  /** Failures of one network after which strangers there are refused; 0 is off. */
  failuresPerNetwork?: number;
  /** Password checks that may wait for each other. */
  waitingChecks?: number;
  /** A line on the embedded sign-in page, for example the demo's sign-ins. */
  notice?: InAllLanguages | null;
};

export type IdentityOptions = {
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
   * The same for what colleagues alone may read, where a setting allows it: somebody of that address, with no more than
   * what all who have signed in there may. @throws SignInError `token-missing` where it does not
   */
  authenticateReader(
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
