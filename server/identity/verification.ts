/** Who a request or a socket comes from: by a token, by the cookie, or by the page of another site that it belongs to. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Directory } from '../configuration/directory.ts';
import { claimedAgent } from './claimed-agent.ts';
import type { SignInCookie } from './cookies.ts';
import type { DesksElsewhere } from './desks-elsewhere.ts';
import { leastOf, MOST_READERS } from './readers.ts';
import { SignInError } from './errors.ts';
import type { Identity } from './identity-contract.ts';
import type { Origins } from './origins.ts';
import { principalOf, requireDeskUser } from './principal.ts';
import type { Principal } from './principal.ts';
import type { SignIns } from './sign-ins.ts';
import { verify } from './tokens.ts';
import type { Issuer, TokenUse } from './tokens.ts';

/** The person of a token; with the token's own id and the site that it was made for, as far as it names them. */
export type Proof = { principal: Principal; id: string | null; origin: unknown };

export type Verification = Pick<
  Identity,
  'verifyToken' | 'authenticateRequest' | 'authenticatePlace' | 'authenticateReader' | 'authenticateHandshake'
> & {
  /** @throws SignInError when the token is not good for this use, or its sign-in has ended */
  proofOf: (token: unknown, use: TokenUse) => Promise<Proof>;
};

export function createVerification(options: {
  realm: string;
  directory: () => Directory;
  issuers: () => readonly Issuer[];
  /** The issuer of `POST /agent/login`. */
  loginIssuer: () => string;
  signIns: SignIns;
  origins: () => Origins;
  cookie: () => SignInCookie;
  desksElsewhere: DesksElsewhere;
  /** Whether desks of other sites read by their address alone. */
  desksElsewhereRead: boolean;
}): Verification {
  const { realm, directory, issuers, loginIssuer, signIns, origins, cookie, desksElsewhere } = options;

  async function proofOf(token: unknown, use: TokenUse): Promise<Proof> {
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

  return {
    proofOf,
    verifyToken,

    async authenticateRequest(headers) {
      const [scheme = '', token] = (headers.authorization ?? '').split(' ');
      return scheme.toLowerCase() === 'bearer' ? verifyToken(token) : byCookie(headers);
    },

    async authenticatePlace({ origin }, address, userId) {
      const seen =
        origin !== undefined && origins().isAllowed(origin)
          ? await desksElsewhere.at(origin, address, userId)
          : undefined;
      if (seen === undefined) throw new SignInError('token-missing');
      const { sid, expiresAt, username } = seen;
      const user = directory().userByName(username);
      if (user === undefined || (await signIns.state(sid, null)) !== 'open') {
        await desksElsewhere.forget(sid);
        throw new SignInError('session-ended');
      }
      return principalOf(directory(), realm, user, { sid, expiresAt, via: 'login' });
    },

    async authenticateReader({ origin }, address, userId) {
      if (!options.desksElsewhereRead || origin === undefined || !origins().isAllowed(origin))
        throw new SignInError('token-missing');
      const seen = await desksElsewhere.all(origin, address, MOST_READERS + 1);
      if (seen.length > MOST_READERS) throw new SignInError('token-missing');
      const there: Principal[] = [];
      for (const { sid, expiresAt, username } of seen) {
        const user = directory().userByName(username);
        if (user !== undefined && (await signIns.state(sid, null)) === 'open')
          there.push(principalOf(directory(), realm, user, { sid, expiresAt, via: 'login' }));
        else await desksElsewhere.forget(sid);
      }
      const first = there.find((one) => userId === undefined || one.userId === userId);
      if (first === undefined) throw new SignInError('token-missing');
      return leastOf([first, ...there]);
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
        await desksElsewhere.note(origin, address, principal);
      }
      return principal;
    },
  };
}

/** A desk of this family goes back to its login page when it reads `login-failed`. */
function loginFailed(error: unknown): never {
  const noSignIn = error instanceof SignInError && error.statusCode === 401;
  throw noSignIn ? new SignInError('login-failed') : error;
}
