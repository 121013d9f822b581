/** A token that the page around has given: what stands in it, and how long it lasts. */
import { fields, number, text, unwrapped, type Fields } from '../base/fields.ts';
import type { FromParent } from './parent-messages.ts';

export type ParentToken = {
  token: string;
  /** From now on, ms. */
  lasts: number;
  /** Whose it is (`sub`), and the name that the agent signs in with. */
  subject: string;
  account: string;
};

/** How long a token lasts that does not say it, ms. */
const LASTS_AT_LEAST = 60_000;

/** The claims of a JWT, whose signature only the server can check; null when it is none. */
function claimsOf(token: string): Fields | null {
  const [, payload, signature, ...more] = token.split('.');
  if (payload === undefined || signature === undefined || more.length > 0) return null;
  try {
    const bytes = Uint8Array.from(
      atob(payload.replaceAll('-', '+').replaceAll('_', '/')),
      (letter) => letter.codePointAt(0) ?? 0,
    );
    return unwrapped(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}

/**
 * How long it lasts from now on. The page around may say it. Else it follows from the token, where this machine's clock
 * fits what stands in it; where it does not, the clock is wrong, and the token counts as new.
 */
function lifeOf(claims: Fields, expiresIn: number | null, now: number): number {
  if (expiresIn !== null) return expiresIn * 1000;
  const ends = number(claims.exp);
  const began = number(claims.iat);
  if (ends === null || began === null || ends <= began) return LASTS_AT_LEAST;
  const left = ends * 1000 - now;
  const whole = (ends - began) * 1000;
  return left > 0 && left < whole ? left : whole;
}

/** Reads it; null when it is no token. */
export function readParentToken(
  { token, expiresIn }: Extract<FromParent, { type: 'agent-desk.token' }>,
  now: number,
): ParentToken | null {
  const claims = claimsOf(token);
  if (claims === null) return null;
  const { sub, preferred_username } = fields(claims);
  return {
    token,
    lasts: lifeOf(claims, expiresIn, now),
    subject: text(sub),
    account: text(preferred_username),
  };
}
