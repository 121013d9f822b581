import { decodeJwt, errors, SignJWT } from 'jose';
import type { CryptoKey, JWTPayload, JWTVerifyGetKey } from 'jose';
import { SignInError } from './errors.ts';
import { prove } from './proven-tokens.ts';

/** Who our tokens are meant for: the value of their `aud`. */
export const AUDIENCE = 'agent-manager';

/** Asymmetric only: `none` and the HMACs are refused before any key is looked at. */
const ALGORITHMS = ['RS256', 'ES256'];
/** Header types of access tokens: ours, the provider's, Keycloak's. */
const TOKEN_TYPES = new Set(['jwt', 'at+jwt', 'application/at+jwt']);
const MAX_TOKEN_LENGTH = 16_384;

/** Somebody whose tokens are accepted. */
export type Issuer = {
  issuer: string;
  keys: JWTVerifyGetKey;
  /** Whether a token of this issuer was made for us. */
  accepts(payload: JWTPayload): boolean;
  /** Forgiven difference of clocks, in seconds. */
  toleranceSeconds: number;
};

type VerifiedToken = {
  issuer: string;
  payload: JWTPayload;
  username: string;
  sid: string;
  /** Its `jti`, if it has one. */
  id: string | null;
  expiresAt: number;
};

/**
 * What a token is for: `Bearer` opens doors, `Refresh` only gets new ones, `Ticket` gets the first ones, `Desk` opens
 * sockets alone, for desks that hand over nothing but their user object.
 */
export type TokenUse = 'Bearer' | 'Refresh' | 'Ticket' | 'Desk';

/**
 * Verifies a token: signature, algorithm, issuer, audience, type, times.
 * @throws SignInError `token-missing`, `token-invalid`, `token-expired`, or `unavailable` when the issuer's keys
 * cannot be fetched
 */
export async function verify(
  token: unknown,
  issuers: readonly Issuer[],
  use: TokenUse = 'Bearer',
): Promise<VerifiedToken> {
  if (token === undefined || token === null || token === '') throw new SignInError('token-missing');
  if (typeof token !== 'string' || token.length > MAX_TOKEN_LENGTH) throw new SignInError('token-invalid');
  const issuer = issuers.find((candidate) => candidate.issuer === claimedIssuer(token));
  if (issuer === undefined) throw new SignInError('token-invalid');
  const { payload, protectedHeader } = await prove(token, issuer.keys, {
    issuer: issuer.issuer,
    algorithms: ALGORITHMS,
    clockTolerance: issuer.toleranceSeconds,
    requiredClaims: ['exp', 'sub'],
  }).catch((error: unknown) => {
    throw refusal(error);
  });
  const { preferred_username: username, sid, exp } = payload;
  const fits =
    TOKEN_TYPES.has((protectedHeader.typ ?? '').toLowerCase()) &&
    payload.typ === use &&
    issuer.accepts(payload);
  if (!fits || typeof username !== 'string' || typeof sid !== 'string' || exp === undefined) {
    throw new SignInError('token-invalid');
  }
  return { issuer: issuer.issuer, payload, username, sid, id: payload.jti ?? null, expiresAt: exp * 1000 };
}

/** Whether a token says that one of these issuers made it for us. Nothing is proven by that. */
export function claims(token: string, issuers: readonly Issuer[]): boolean {
  if (token.length > MAX_TOKEN_LENGTH) return false;
  try {
    const payload = decodeJwt(token);
    return issuers.some((candidate) => candidate.issuer === payload.iss && candidate.accepts(payload));
  } catch {
    return false;
  }
}

/** The tenant that one of our tokens says it is for. Nothing is proven by that. */
export function claimedTenant(token: string): unknown {
  try {
    return token.length > MAX_TOKEN_LENGTH ? undefined : decodeJwt(token).tenant;
  } catch {
    return undefined;
  }
}

/** Only chooses whose keys are asked; the signature decides. */
function claimedIssuer(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    throw new SignInError('token-invalid');
  }
}

function refusal(error: unknown): SignInError {
  if (error instanceof errors.JWTExpired) return new SignInError('token-expired');
  return new SignInError(couldNotAsk(error) ? 'unavailable' : 'token-invalid');
}

/** Whether the issuer's key set could not be had: that is not the token's fault. */
function couldNotAsk(error: unknown): boolean {
  if (error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid) return true;
  // `jose` reports an answer other than 200 as a plain JOSEError, `fetch` no answer as a TypeError.
  if (error instanceof errors.JOSEError) return error.code === 'ERR_JOSE_GENERIC';
  return error instanceof TypeError && error.message === 'fetch failed';
}

/** Everything in a token of our own but its use and its times. */
type TokenSubject = {
  issuer: string;
  tenant: string;
  userId: string;
  username: string;
  sid: string;
  /** Its `jti`. */
  id: string;
  /** The site whose pages may use it; absent: any. */
  origin?: string;
};

/** Signs a token of our own that is good until `expiresAt` (epoch ms). */
export async function sign(
  key: { kid: string; privateKey: CryptoKey },
  subject: TokenSubject,
  use: TokenUse,
  expiresAt: number,
): Promise<string> {
  return new SignJWT({
    typ: use,
    tenant: subject.tenant,
    preferred_username: subject.username,
    sid: subject.sid,
    ...(subject.origin !== undefined && { origin: subject.origin }),
  })
    .setProtectedHeader({ alg: 'RS256', kid: key.kid, typ: 'JWT' })
    .setIssuer(subject.issuer)
    .setSubject(subject.userId)
    .setAudience(AUDIENCE)
    .setIssuedAt(Math.floor(Date.now() / 1000))
    .setExpirationTime(Math.ceil(expiresAt / 1000))
    .setJti(subject.id)
    .sign(key.privateKey);
}
