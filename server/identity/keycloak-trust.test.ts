import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { CryptoKey, JWK } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startIdentityServer } from './testing/identity-server.ts';
import type { IdentityServer } from './testing/identity-server.ts';

/** What is accepted from a Keycloak, without one: a stand-in gives out its keys. */

let standIn: Server;
let url: string;
let server: IdentityServer;
let rsa: CryptoKey;
let elliptic: CryptoKey;
let keys: JWK[];
let keysStatus = 200;

beforeAll(async () => {
  const pairs = { RS256: await generateKeyPair('RS256'), ES256: await generateKeyPair('ES256') };
  rsa = pairs.RS256.privateKey;
  elliptic = pairs.ES256.privateKey;
  keys = [
    { ...(await exportJWK(pairs.RS256.publicKey)), kid: 'rsa', alg: 'RS256', use: 'sig' },
    { ...(await exportJWK(pairs.ES256.publicKey)), kid: 'ec', alg: 'ES256', use: 'sig' },
  ];
  standIn = createServer((_request, response) => {
    response.writeHead(keysStatus, { 'content-type': 'application/json' }).end(JSON.stringify({ keys }));
  });
  await new Promise<void>((resolve) => standIn.listen(0, '127.0.0.1', resolve));
  const address = standIn.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  server = await startIdentityServer({
    settings: { oidc: { url: `${url}/`, realm: 'contact centre', client: 'desk' } },
  });
});
afterAll(async () => {
  await server.close();
  standIn.close();
});

function token(claims: Record<string, unknown> = {}, ec = false): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({
    iss: `${url}/realms/contact%20centre`,
    sub: 'an-id-of-keycloak',
    azp: 'desk',
    aud: 'account',
    typ: 'Bearer',
    sid: 'a-session',
    preferred_username: 'Agent1',
    iat: now,
    exp: now + 60,
    ...claims,
  })
    .setProtectedHeader(
      ec ? { alg: 'ES256', kid: 'ec', typ: 'JWT' } : { alg: 'RS256', kid: 'rsa', typ: 'JWT' },
    )
    .sign(ec ? elliptic : rsa);
}

const verify = async (claims?: Record<string, unknown>, ec?: boolean) =>
  server.identity.verifyToken(await token(claims, ec));

describe('tokens of a Keycloak', () => {
  it('are matched by username and get roles, team and id from our directory', async () => {
    expect(await verify({ realm_access: { roles: ['admin', 'supervisor'] } })).toMatchObject({
      userId: server.configuration.directory.userByName('agent1')?.id,
      roles: ['agent'],
      team: { name: 'North' },
      realm: 'contact centre',
      sid: 'a-session',
    });
  });

  it('may be signed with an elliptic curve', async () => {
    expect((await verify({}, true)).username).toBe('agent1');
  });

  it('count when they were made for our client or for us', async () => {
    expect((await verify({ azp: 'crm', aud: ['account', 'agent-manager'] })).username).toBe('agent1');
    expect((await verify({ azp: undefined, aud: 'desk' })).username).toBe('agent1');
    for (const claims of [
      { azp: 'crm' },
      { azp: undefined },
      { azp: 'crm', aud: 'crm' },
      { azp: ['desk'] },
    ]) {
      await expect(verify(claims)).rejects.toMatchObject({ reason: 'token-invalid' });
    }
  });

  it('are forgiven a few seconds of difference between the clocks, not more', async () => {
    const now = Math.floor(Date.now() / 1000);
    expect((await verify({ exp: now - 2 })).username).toBe('agent1');
    await expect(verify({ exp: now - 30 })).rejects.toMatchObject({ reason: 'token-expired' });
  });

  it('of strangers, services and other realms open nothing', async () => {
    await expect(verify({ preferred_username: 'stranger' })).rejects.toMatchObject({ reason: 'not-allowed' });
    await expect(verify({ sid: undefined })).rejects.toMatchObject({ reason: 'token-invalid' });
    await expect(verify({ iss: `${url}/realms/master` })).rejects.toMatchObject({ reason: 'token-invalid' });
    await expect(verify({ typ: 'Offline' })).rejects.toMatchObject({ reason: 'token-invalid' });
  });

  it('are nobody\'s fault while the keys cannot be had: the answer is "try again", not "sign in"', async () => {
    const fresh = await startIdentityServer({
      settings: { oidc: { url, realm: 'contact centre', client: 'desk' } },
    });
    keysStatus = 500;
    try {
      await expect(fresh.identity.verifyToken(await token())).rejects.toMatchObject({
        reason: 'unavailable',
        statusCode: 503,
      });
    } finally {
      keysStatus = 200;
      await fresh.close();
    }
  });
});
