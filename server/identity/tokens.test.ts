import { exportJWK, exportSPKI, generateKeyPair, importJWK, SignJWT } from 'jose';
import type { CryptoKey, JWK } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startIdentityServer } from './testing/identity-server.ts';
import type { IdentityServer } from './testing/identity-server.ts';
import { LOCAL_CALLER } from './testing/caller.ts';

/** The negative suite of ASVS 9.1 and 9.2: what is forged, foreign or old opens nothing. */

let server: IdentityServer;
let key: CryptoKey;
let jwk: JWK;
let sid: string;
let userId: string;

beforeAll(async () => {
  server = await startIdentityServer();
  const row = await keyRow();
  jwk = row;
  key = (await importJWK(row, 'RS256')) as CryptoKey;
  const { principal } = await server.identity.signIn('agent1', 'demo', LOCAL_CALLER);
  sid = principal.sid;
  userId = principal.userId;
});
afterAll(() => server.close());

/** Our own key: so that each case differs from a good token in one thing only. */
async function keyRow(): Promise<JWK> {
  const row = await server.database.pool.query<{ secret: JWK }>(
    "select secret from signing_keys where purpose = 'token'",
  );
  return row.rows[0]!.secret;
}

type Changes = {
  header?: Record<string, unknown>;
  claims?: Record<string, unknown>;
  key?: CryptoKey | Uint8Array;
};

function token({ header = {}, claims = {}, key: signer = key }: Changes = {}): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({
    iss: `${server.origin}/agent-manager`,
    aud: 'agent-manager',
    sub: userId,
    typ: 'Bearer',
    tenant: 'demo',
    preferred_username: 'agent1',
    sid,
    iat: now,
    exp: now + 60,
    ...claims,
  })
    .setProtectedHeader({
      alg: 'RS256',
      typ: 'JWT',
      ...(jwk.kid === undefined ? {} : { kid: jwk.kid }),
      ...header,
    })
    .sign(signer);
}

const part = (content: object) => Buffer.from(JSON.stringify(content)).toString('base64url');
const refused = (reason: string) => ({ name: 'SignInError', reason });

describe('verifyToken', () => {
  it('accepts a good token, so that each refusal below has one cause', async () => {
    expect(await server.identity.verifyToken(await token())).toMatchObject({
      username: 'agent1',
      sid,
      via: 'login',
    });
  });

  it.each([undefined, null, ''])('refuses a missing one (%s)', async (nothing) => {
    await expect(server.identity.verifyToken(nothing)).rejects.toMatchObject(refused('token-missing'));
  });

  it.each([
    ['no JWT', 'abc'],
    ['not a string', 42],
    ['an object', { token: 'x' }],
    ['too long', `a.${'b'.repeat(20_000)}.c`],
    ['a null byte', 'a.\u0000.c'],
    ['broken JSON', `${Buffer.from('{').toString('base64url')}.${Buffer.from('{').toString('base64url')}.x`],
  ])('refuses %s', async (_what, value) => {
    await expect(server.identity.verifyToken(value)).rejects.toMatchObject(refused('token-invalid'));
  });

  it.each(['none', 'None', 'NONE'])('refuses alg %s', async (alg) => {
    const [, payload = ''] = (await token()).split('.');
    for (const signature of ['', 'x']) {
      const forged = `${part({ alg, typ: 'JWT' })}.${payload}.${signature}`;
      await expect(server.identity.verifyToken(forged)).rejects.toMatchObject(refused('token-invalid'));
    }
  });

  it('refuses our public key used as the secret of an HMAC (HS/RS confusion)', async () => {
    const { kty, n, e } = jwk;
    const publicKey = (await importJWK({ kty, n, e } as JWK, 'RS256', { extractable: true })) as CryptoKey;
    const spki = new TextEncoder().encode(await exportSPKI(publicKey));
    const asJwk = new TextEncoder().encode(JSON.stringify(await exportJWK(publicKey)));
    for (const secret of [spki, asJwk]) {
      const forged = await token({ header: { alg: 'HS256' }, key: secret });
      await expect(server.identity.verifyToken(forged)).rejects.toMatchObject(refused('token-invalid'));
    }
  });

  it('refuses an algorithm outside the list, though the key would do', async () => {
    const pss = (await importJWK({ ...jwk, alg: 'PS256' }, 'PS256')) as CryptoKey;
    const forged = await token({ header: { alg: 'PS256' }, key: pss });
    await expect(server.identity.verifyToken(forged)).rejects.toMatchObject(refused('token-invalid'));
  });

  it.each([
    ['another audience', { aud: 'account' }],
    ['no audience', { aud: undefined }],
    ['another issuer', { iss: 'https://evil.example/realms/demo' }],
    ['no issuer', { iss: undefined }],
    ['the issuer of a neighbouring path', { iss: 'http://127.0.0.1/agent-manager' }],
    ['an ID token', { typ: 'ID' }],
    ['a refresh token', { typ: 'Refresh' }],
    ['no type', { typ: undefined }],
    ['another tenant', { tenant: 'other' }],
    ['no tenant', { tenant: undefined }],
    ['no username', { preferred_username: undefined }],
    ['a username that is no string', { preferred_username: { toString: 'agent1' } }],
    ['no session', { sid: undefined }],
    ['no expiry', { exp: undefined }],
    ['an expiry that is no number', { exp: '9999999999' }],
    ['a beginning in the future', { nbf: Math.floor(Date.now() / 1000) + 3600 }],
  ])('refuses %s', async (_what, claims) => {
    await expect(server.identity.verifyToken(await token({ claims }))).rejects.toMatchObject(
      refused('token-invalid'),
    );
  });

  it.each([
    ['an unknown kid', { kid: 'unknown' }],
    ['a kid that is a path', { kid: '../../dev/null' }],
    ['a header type of something else', { typ: 'dpop+jwt' }],
    ['no header type', { typ: undefined }],
    ['a key of its own (jwk)', { jwk: { kty: 'oct', k: 'AAAA' }, kid: 'x' }],
  ])('refuses %s', async (_what, header) => {
    await expect(server.identity.verifyToken(await token({ header }))).rejects.toMatchObject(
      refused('token-invalid'),
    );
  });

  it('refuses a key that is not ours under our kid', async () => {
    const { privateKey } = await generateKeyPair('RS256');
    await expect(server.identity.verifyToken(await token({ key: privateKey }))).rejects.toMatchObject(
      refused('token-invalid'),
    );
  });

  it('refuses a changed payload', async () => {
    const [header = '', payload = '', signature = ''] = (await token()).split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
    const forged = `${header}.${part({ ...claims, preferred_username: 'supervisor1' })}.${signature}`;
    await expect(server.identity.verifyToken(forged)).rejects.toMatchObject(refused('token-invalid'));
  });

  it('refuses an expired one as expired', async () => {
    const now = Math.floor(Date.now() / 1000);
    const old = await token({ claims: { iat: now - 120, exp: now - 60 } });
    await expect(server.identity.verifyToken(old)).rejects.toMatchObject({
      ...refused('token-expired'),
      code: 'TOKEN_EXPIRED',
      statusCode: 401,
    });
  });

  it('refuses the token of a session that was never opened or has ended', async () => {
    const unknown = await token({ claims: { sid: 'made-up' } });
    await expect(server.identity.verifyToken(unknown)).rejects.toMatchObject(refused('session-ended'));
    const { token: own, principal } = await server.identity.signIn('agent2', 'demo', LOCAL_CALLER);
    await server.identity.endSession(principal.sid);
    await server.identity.endSession(principal.sid);
    await expect(server.identity.verifyToken(own)).rejects.toMatchObject(refused('session-ended'));
  });

  it('refuses who is not in the directory, and takes roles from there, not from the token', async () => {
    const stranger = await token({ claims: { preferred_username: 'nobody' } });
    await expect(server.identity.verifyToken(stranger)).rejects.toMatchObject({
      ...refused('not-allowed'),
      statusCode: 403,
    });
    const greedy = await token({ claims: { realm_access: { roles: ['admin', 'supervisor'] } } });
    expect((await server.identity.verifyToken(greedy)).roles).toEqual(['agent']);
  });
});

describe('a neighbouring server', () => {
  it('has keys and sessions of its own: its tokens open nothing here', async () => {
    const neighbour = await startIdentityServer();
    try {
      const foreign = await neighbour.identity.signIn('agent1', 'demo', LOCAL_CALLER);
      await expect(server.identity.verifyToken(foreign.token)).rejects.toMatchObject(
        refused('token-invalid'),
      );
    } finally {
      await neighbour.close();
    }
  });
});
