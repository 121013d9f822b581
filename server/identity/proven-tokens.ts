/**
 * Signatures that were verified a moment ago. A program that polls shows the same token again with each request, and
 * verifying RSA costs more than the rest of the request. Only the signature is remembered: whoever asks looks at times,
 * audience and use anew each time.
 */
import { errors, jwtVerify } from 'jose';
import type { JWTHeaderParameters, JWTPayload, JWTVerifyGetKey, JWTVerifyOptions } from 'jose';
import type { LRUCache } from 'lru-cache';
import { recentlyUsed } from '../recently-used.ts';

/** A token of an issuer whose signature is right. */
type Proven = { payload: JWTPayload; protectedHeader: JWTHeaderParameters };

/** `until`: how long it is remembered, on the monotonic clock (ms). */
type Remembered = Proven & { until: number };

/** So long (ms) a key that was withdrawn is still honoured for tokens that were shown before. */
export const PROVEN_MS = 30_000;
const MOST_PROVEN = 2_000;

/** By the keys that proved them: other keys prove anew. */
const provenBy = new WeakMap<JWTVerifyGetKey, LRUCache<string, Remembered>>();

/** As `jwtVerify`, for a token that expires. @throws what `jwtVerify` throws */
export async function prove(
  token: string,
  keys: JWTVerifyGetKey,
  options: JWTVerifyOptions & { clockTolerance: number },
): Promise<Proven> {
  const known = provenBy.get(keys) ?? recentlyUsed<string, Remembered>(MOST_PROVEN);
  provenBy.set(keys, known);
  const before = known.get(token);
  if (before !== undefined && performance.now() < before.until) {
    refuseExpired(before.payload, options.clockTolerance);
    return before;
  }
  const { payload, protectedHeader } = await jwtVerify(token, keys, options);
  known.set(token, { payload, protectedHeader, until: performance.now() + PROVEN_MS });
  return { payload, protectedHeader };
}

function refuseExpired(payload: JWTPayload, toleranceSeconds: number): void {
  if (payload.exp !== undefined && payload.exp > Math.floor(Date.now() / 1000) - toleranceSeconds) return;
  throw new errors.JWTExpired('"exp" claim timestamp check failed', payload, 'exp', 'check_failed');
}
