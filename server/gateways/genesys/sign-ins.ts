/**
 * Who asks. A program signs in with name and password (Basic) and gets a cookie with an access token; a token against
 * forged requests follows from that one, so that both outlive this process and are good in every other one.
 */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { recentlyUsed } from '../../recently-used.ts';
import { CSRF_HEADER } from '../../../protocol/genesys/names.ts';
import { callerOf } from '../../identity/caller.ts';
import { readProgramCookie } from '../../identity/cookies.ts';
import { SignInError } from '../../identity/errors.ts';
import type { Principal } from '../../identity/principal.ts';
import type { GatewayContext } from '../shared/context.ts';
import { Forgeable } from './failures.ts';

/** Somebody who has proved who they are, by which token, and whether that is a new one. */
export type Visitor = { principal: Principal; token: string; fresh: boolean };

/** A sign-in that was made here, by which credentials. */
type Made = { token: string; digest: string };

/** Sign-ins by name and password that are remembered; the oldest are forgotten first and sign in anew. */
const MOST_REMEMBERED = 50_000;
const LONGEST_NAME = 64;
const LONGEST_PASSWORD = 256;

type Basic = { username: string; password: string; digest: string };

export class SignIns {
  readonly #context: Pick<GatewayContext, 'identity'>;
  readonly #key = randomBytes(32);
  /** The latest of each person, by the name that they gave. */
  readonly #latest = recentlyUsed<string, Made>(MOST_REMEMBERED);

  constructor(context: Pick<GatewayContext, 'identity'>) {
    this.#context = context;
  }

  /**
   * Whoever reads: by the cookie, or by name and password, which begin a sign-in of their own.
   * @throws SignInError
   */
  async ofReader(request: FastifyRequest): Promise<Visitor> {
    const cookie = this.#cookie(request);
    const basic = this.#basic(request);
    if (basic === null) return this.#byToken(request, cookie);
    const visitor = cookie === undefined ? null : await this.#byToken(request, cookie).catch(unlessRefused);
    if (visitor === null || !isNameOf(basic, visitor)) return this.#signIn(request, basic);
    await this.#check(request, basic, visitor);
    return visitor;
  }

  /**
   * Whoever changes something: by the cookie alone, and by the token that only its owner could read.
   * @throws Forgeable without them, SignInError when the sign-in has ended
   */
  async ofWriter(request: FastifyRequest): Promise<Visitor> {
    const cookie = this.#cookie(request);
    const shown = request.headers[CSRF_HEADER.toLowerCase()];
    if (cookie === undefined || typeof shown !== 'string' || !isEqual(shown, csrfTokenOf(cookie))) {
      throw new Forgeable();
    }
    const visitor = await this.#byToken(request, cookie).catch((error: unknown) => {
      if (error instanceof SignInError && error.reason === 'token-invalid') throw new Forgeable();
      throw error;
    });
    const basic = this.#basic(request);
    // Whoever shows credentials beside the cookie is refused when they are wrong.
    if (basic !== null) await this.#check(request, basic, visitor);
    return visitor;
  }

  /**
   * Whoever polls: by the cookie, or by name and password, which go on with the latest sign-in that was made by
   * them. Null: nobody.
   */
  async ofPoller(request: FastifyRequest): Promise<Visitor | null> {
    const cookie = this.#cookie(request);
    if (cookie !== undefined) {
      const visitor = await this.#byToken(request, cookie).catch(unlessRefused);
      if (visitor !== null) return visitor;
    }
    const basic = this.#basic(request);
    if (basic === null) return null;
    const made = this.#latest.get(basic.username.toLowerCase());
    if (made?.digest === basic.digest) {
      const visitor = await this.#byToken(request, made.token).catch(unlessRefused);
      if (visitor !== null) return { ...visitor, fresh: true };
    }
    return this.#signIn(request, basic).catch(unlessRefused);
  }

  /** The cookie, unless a page of another site made the browser send it. */
  #cookie({ headers }: FastifyRequest): string | undefined {
    const cookie = readProgramCookie(headers.cookie);
    if (cookie === undefined || cookie === '') return undefined;
    try {
      this.#context.identity.origins().check(headers);
      return cookie;
    } catch {
      return undefined;
    }
  }

  async #byToken(request: FastifyRequest, token: string | undefined): Promise<Visitor> {
    const principal = await this.#context.identity.verifyToken(token);
    request.principal = principal;
    request.proven = true;
    return { principal, token: token ?? '', fresh: false };
  }

  async #signIn(request: FastifyRequest, { username, password, digest }: Basic): Promise<Visitor> {
    if (!isPlausible(username, LONGEST_NAME) || !isPlausible(password, LONGEST_PASSWORD)) {
      throw new SignInError('bad-credentials');
    }
    const { principal, token } = await this.#context.identity.signIn(username, password, callerOf(request));
    request.principal = principal;
    request.proven = true;
    this.#latest.set(username.toLowerCase(), { token, digest });
    return { principal, token, fresh: true };
  }

  /** Whether name and password are right, beside a cookie that is. @throws SignInError */
  async #check(request: FastifyRequest, basic: Basic, { token }: Visitor): Promise<void> {
    const known = this.#latest.get(basic.username.toLowerCase());
    if (known?.digest === basic.digest) return;
    const { principal } = await this.#context.identity.signIn(
      basic.username,
      basic.password,
      callerOf(request),
    );
    await this.#context.identity.endSession(principal.sid);
    this.#latest.set(basic.username.toLowerCase(), { token, digest: basic.digest });
  }

  /** Name and password of the request; null: none are shown. */
  #basic({ headers }: FastifyRequest): Basic | null {
    const [scheme = '', encoded = ''] = (headers.authorization ?? '').split(/\s+/);
    if (scheme.toLowerCase() !== 'basic') return null;
    const text = Buffer.from(encoded, 'base64').toString('utf8');
    const colon = text.indexOf(':');
    const digest = createHmac('sha256', this.#key).update(text).digest('base64');
    if (colon === -1) return { username: text, password: '', digest };
    return { username: text.slice(0, colon), password: text.slice(colon + 1), digest };
  }
}

function isNameOf({ username }: Basic, { principal }: Visitor): boolean {
  return username.toLowerCase() === principal.username.toLowerCase();
}

/** The token against forged requests that goes with a cookie: one for each sign-in. */
export function csrfTokenOf(cookie: string): string {
  const hash = createHash('sha256').update(`csrf ${cookie}`).digest('hex');
  return [8, 12, 16, 20, 32].map((end, at, ends) => hash.slice(ends[at - 1] ?? 0, end)).join('-');
}

function isEqual(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

function isPlausible(text: string, longest: number): boolean {
  return text.length > 0 && text.length <= longest && !text.includes('\0');
}

/** Nobody, unless it is our side that could not say. */
function unlessRefused(error: unknown): null {
  if (error instanceof SignInError && error.code !== 'UNAVAILABLE') return null;
  throw error;
}
