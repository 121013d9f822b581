import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keycloakUser } from './principal.ts';
import { startIdentityServer } from './testing/identity-server.ts';
import type { IdentityServer } from './testing/identity-server.ts';
import { LOCAL_CALLER } from './testing/caller.ts';

let server: IdentityServer;
beforeAll(async () => {
  server = await startIdentityServer();
});
afterAll(() => server.close());

const signIn = (username = 'agent1') => server.identity.signIn(username, 'demo', LOCAL_CALLER);
const cookieFor = (token: string) => server.identity.cookie().write(token, 60_000).split(';')[0]!;
const refused = (reason: string) => ({ name: 'SignInError', reason });

describe('the handshake of a socket', () => {
  it('takes the token', async () => {
    const { token, principal } = await signIn();
    expect(await server.identity.authenticateHandshake({ auth: { token }, headers: {} })).toMatchObject({
      username: 'agent1',
      sid: principal.sid,
    });
  });

  it('takes the cookie, with a user object beside it, as an object or as JSON', async () => {
    const { token, principal } = await signIn();
    const headers = { cookie: cookieFor(token), origin: server.origin };
    const user = keycloakUser(principal);
    for (const agent of [undefined, '', user, JSON.stringify(user)]) {
      expect(await server.identity.authenticateHandshake({ auth: { agent }, headers })).toMatchObject({
        sid: principal.sid,
      });
    }
  });

  it('refuses a user object that nothing proves (issue of the family: the server trusts the client)', async () => {
    const { principal } = await signIn();
    const user = keycloakUser(principal);
    for (const agent of [user, JSON.stringify(user)]) {
      await expect(
        server.identity.authenticateHandshake({ auth: { agent }, headers: {} }),
      ).rejects.toMatchObject(refused('login-failed'));
    }
    await expect(server.identity.authenticateHandshake({ auth: {}, headers: {} })).rejects.toMatchObject(
      refused('login-failed'),
    );
  });

  it('refuses a user object of somebody else beside a valid proof', async () => {
    const { token } = await signIn('agent1');
    const other = keycloakUser((await signIn('agent2')).principal);
    for (const agent of [other, JSON.stringify(other), '{', 'null', 42, { id: 7 }]) {
      await expect(
        server.identity.authenticateHandshake({ auth: { token, agent }, headers: {} }),
      ).rejects.toMatchObject(refused('login-failed'));
    }
  });

  it('does not fall back to the cookie when a token is shown and wrong', async () => {
    const { token } = await signIn();
    const headers = { cookie: cookieFor(token) };
    for (const wrong of ['nonsense', 42, {}, ['x']]) {
      await expect(
        server.identity.authenticateHandshake({ auth: { token: wrong }, headers }),
      ).rejects.toMatchObject(refused('token-invalid'));
    }
  });

  it('sends a desk whose cookie is worth nothing back to its login page', async () => {
    const { token, principal } = await signIn();
    await server.identity.endSession(principal.sid);
    for (const cookie of [cookieFor(token), cookieFor('nonsense')]) {
      await expect(
        server.identity.authenticateHandshake({ auth: {}, headers: { cookie } }),
      ).rejects.toMatchObject(refused('login-failed'));
    }
  });

  it('refuses a cookie from the page of another origin, also on this machine', async () => {
    const { token } = await signIn();
    for (const origin of ['https://evil.example', 'http://127.0.0.1:1', 'null']) {
      const headers = { cookie: cookieFor(token), origin };
      await expect(server.identity.authenticateHandshake({ auth: {}, headers })).rejects.toMatchObject(
        refused('foreign-origin'),
      );
    }
  });
});
