import { randomBytes } from 'node:crypto';
import { calculateJwkThumbprint, createLocalJWKSet, exportJWK, generateKeyPair, importJWK } from 'jose';
import type { CryptoKey, JWK, JWTVerifyGetKey } from 'jose';
import type { Kysely } from 'kysely';
import type { JsonObject } from '../store/json.ts';
import type { IdentityTables } from './identity-tables.ts';

/** What this server signs with. Kept in the database, so that tokens and cookies outlive a restart. */
export type SigningKeys = {
  kid: string;
  /** RS256 private key, also as JWK for the OpenID provider. */
  privateKey: CryptoKey;
  privateJwk: JWK;
  /** Finds our public key for a token; any other `kid` is refused. */
  publicKeys: JWTVerifyGetKey;
  /** Signs the OpenID provider's cookies. */
  cookieKey: string;
};

/** Reads the tenant's keys; makes them at the first start. Nodes that start at once agree on one set. */
export async function loadSigningKeys(db: Kysely<IdentityTables>, tenant: string): Promise<SigningKeys> {
  const privateJwk = (await kept(db, tenant, 'token', makeTokenKey)) as JWK;
  const cookie = await kept(db, tenant, 'cookie', () =>
    Promise.resolve({ value: randomBytes(32).toString('base64url') }),
  );
  const { kty, n, e, kid, alg, use } = privateJwk;
  const publicJwk = { kty, n, e, kid, alg, use } as JWK;
  const privateKey = await importJWK(privateJwk, 'RS256');
  if (privateKey instanceof Uint8Array || kid === undefined || typeof cookie.value !== 'string') {
    throw new Error('The signing keys in the database are damaged.');
  }
  return {
    kid,
    privateKey,
    privateJwk,
    publicKeys: createLocalJWKSet({ keys: [publicJwk] }),
    cookieKey: cookie.value,
  };
}

async function makeTokenKey(): Promise<JsonObject> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  return { ...jwk, use: 'sig', alg: 'RS256', kid: await calculateJwkThumbprint(jwk) };
}

async function kept(
  db: Kysely<IdentityTables>,
  tenant: string,
  purpose: string,
  make: () => Promise<JsonObject>,
): Promise<JsonObject> {
  const find = () =>
    db
      .selectFrom('signing_keys')
      .select('secret')
      .where('tenant', '=', tenant)
      .where('purpose', '=', purpose)
      .executeTakeFirst();
  const found = await find();
  if (found !== undefined) return found.secret;
  await db
    .insertInto('signing_keys')
    .values({ tenant, purpose, secret: JSON.stringify(await make()), created_at: Date.now() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const made = await find();
  if (made === undefined) throw new Error('The signing keys could not be kept.');
  return made.secret;
}
