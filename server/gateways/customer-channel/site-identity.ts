/**
 * Who a web customer is by the word of the embedding site: a JWT that the site's server signs with the channel's
 * secret (docs/embed.md). It is the only way in which words of a page identify somebody.
 */
import { errors, jwtVerify } from 'jose';
import * as z from 'zod/mini';
import type { DirectoryChannel } from '../../configuration/directory.ts';
import { CustomerError } from './customer-error.ts';

/** A person whom the site has vouched for. */
export type SiteIdentity = {
  /** What the site calls the person; the same for ever. */
  subject: string;
  firstName: string;
  lastName: string;
  /** Only when the site says that it is verified. */
  email: string | null;
  phone: string | null;
};

/** How far the site's clock may be off (s), and the longest that a token may live (s). */
const CLOCK_TOLERANCE_S = 60;
const LONGEST_LIFE_S = 86_400;

const name = z.catch(z.optional(z.string().check(z.maxLength(200))), undefined);
const claims = z.looseObject({
  sub: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)),
  exp: z.number(),
  name,
  given_name: name,
  family_name: name,
  email: name,
  email_verified: z.catch(z.optional(z.boolean()), false),
  phone_number: name,
  phone_number_verified: z.catch(z.optional(z.boolean()), false),
});

/**
 * Verifies a token for a channel.
 * @throws CustomerError IDENTITY_NOT_VALID when the channel has no secret, or for a token that is not signed with
 * it, has run out, lives longer than a day, or names nobody
 */
export async function verifySiteIdentity(
  token: string,
  channel: Pick<DirectoryChannel, 'identitySecret' | 'serviceIdentifier'>,
): Promise<SiteIdentity> {
  const { identitySecret: secret, serviceIdentifier } = channel;
  if (secret === null) throw invalid('this channel has no identity secret');
  const payload = await verified(token, secret);
  const parsed = claims.safeParse(payload);
  if (!parsed.success) throw invalid('sub and exp are needed');
  const { sub, exp, given_name: given, family_name: family, name: whole, ...more } = parsed.data;
  if (exp > Date.now() / 1_000 + LONGEST_LIFE_S + CLOCK_TOLERANCE_S)
    throw invalid('it lives longer than a day');
  const audience = payload.aud ?? serviceIdentifier;
  if (![audience].flat().includes(serviceIdentifier)) throw invalid('aud is another channel');
  return {
    subject: sub,
    firstName: given ?? (family === undefined ? (whole ?? '') : ''),
    lastName: family ?? '',
    email: more.email_verified === true ? (more.email ?? null) : null,
    phone: more.phone_number_verified === true ? (more.phone_number ?? null) : null,
  };
}

async function verified(token: string, secret: string) {
  try {
    const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), {
      algorithms: ['HS256'],
      requiredClaims: ['sub', 'exp'],
      clockTolerance: CLOCK_TOLERANCE_S,
    });
    return payload;
  } catch (error) {
    throw invalid(
      error instanceof errors.JWTExpired ? 'it has run out' : 'it is not signed for this channel',
    );
  }
}

function invalid(why: string): CustomerError {
  return new CustomerError('IDENTITY_NOT_VALID', `The identity cannot be used: ${why}.`);
}
