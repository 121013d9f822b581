import { readFile } from 'node:fs/promises';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildDirectory } from '../configuration/directory.ts';
import { parseConfiguration } from '../configuration/parse.ts';
import demo from '../demo.json' with { type: 'json' };
import { Browser, CodeFlow } from './testing/browser.ts';
import type { Tokens } from './testing/browser.ts';
import { startIdentityServer } from './testing/identity-server.ts';
import type { IdentityServer } from './testing/identity-server.ts';
import { KEYCLOAK_HOME, startKeycloak } from './testing/keycloak-server.ts';
import type { KeycloakServer } from './testing/keycloak-server.ts';
import { LOCAL_CALLER } from './testing/caller.ts';

type Realm = {
  realm: string;
  groups: { id: string; name: string }[];
  users: {
    id: string;
    username: string;
    firstName: string;
    lastName: string;
    realmRoles: string[];
    groups: string[];
  }[];
  clients: { clientId: string; publicClient: boolean; attributes: Record<string, string> }[];
};

describe('docs/keycloak/realm.json', () => {
  it("has the demo's users under the same ids, with their roles and teams, and a public client with PKCE", async () => {
    const file = new URL('../../docs/keycloak/realm.json', import.meta.url);
    const realm = JSON.parse(await readFile(file, 'utf8')) as Realm;
    const directory = buildDirectory(parseConfiguration(demo));
    expect(realm.realm).toBe(directory.tenant);
    expect(
      realm.users.map(({ id, username, firstName, lastName, realmRoles, groups }) => ({
        id,
        username,
        firstName,
        lastName,
        roles: realmRoles,
        team: groups[0]?.slice(1) ?? null,
      })),
    ).toEqual(
      directory.users.map(({ id, username, firstName, lastName, roles, teamId }) => ({
        id,
        username,
        firstName,
        lastName,
        roles,
        team: teamId === null ? null : directory.team(teamId)?.name,
      })),
    );
    expect(realm.groups.map(({ id, name }) => ({ id, name }))).toEqual(directory.teams);
    expect(realm.clients[0]).toMatchObject({
      clientId: 'agent-desk',
      publicClient: true,
      attributes: { 'pkce.code.challenge.method': 'S256' },
    });
  });
});

const without = KEYCLOAK_HOME === undefined ? ' (skipped: KEYCLOAK_HOME is not set)' : '';

describe.skipIf(KEYCLOAK_HOME === undefined)(`signing in on a real Keycloak${without}`, () => {
  const desk = 'http://127.0.0.1:18080';
  let keycloak: KeycloakServer;
  let server: IdentityServer;
  let issuer: string;

  beforeAll(async () => {
    keycloak = await startKeycloak(desk);
    issuer = `${keycloak.url}/realms/demo`;
    server = await startIdentityServer({
      settings: { publicUrl: desk, oidc: { url: keycloak.url, realm: 'demo', client: 'agent-desk' } },
    });
  }, 240_000);
  afterAll(async () => {
    await server.close();
    await keycloak.stop();
  });

  const flow = () => new CodeFlow(issuer, 'agent-desk', `${desk}/`);

  async function signIn(username: string): Promise<{ browser: Browser; flow: CodeFlow; tokens: Tokens }> {
    const browser = new Browser();
    const attempt = flow();
    const page = await browser.follow(await browser.get(attempt.url()));
    const html = await page.text();
    const action = /action="([^"]+)"/.exec(html)![1]!.replaceAll('&amp;', '&');
    const back = await browser.follow(
      await browser.submit(action, { username, password: 'demo', credentialId: '' }),
    );
    const answer = await attempt.redeem(CodeFlow.result(back).get('code')!);
    expect(answer.status).toBe(200);
    return { browser, flow: attempt, tokens: (await answer.json()) as Tokens };
  }

  it('tells the desk where to go', () => {
    expect(server.identity.openId()).toEqual({ url: keycloak.url, realm: 'demo', clientId: 'agent-desk' });
  });

  it('accepts the access token of the code flow with PKCE, with our own ids, roles and teams', async () => {
    const { tokens } = await signIn('agent1');
    const principal = await server.identity.verifyToken(tokens.access_token);
    expect(principal).toMatchObject({
      username: 'agent1',
      roles: ['agent'],
      team: { name: 'North' },
      realm: 'demo',
      via: 'oidc',
    });
    expect(principal.userId).toBe(decodeJwt(tokens.access_token).sub);
    expect(principal.sid).toBe(decodeJwt(tokens.access_token).sid);
    const handshake = await server.identity.authenticateHandshake({
      auth: { token: tokens.access_token },
      headers: {},
    });
    expect(handshake.userId).toBe(principal.userId);
  });

  it('accepts refreshed tokens as the same session', async () => {
    const { flow: attempt, tokens } = await signIn('supervisor1');
    const refreshed = (await (await attempt.refresh(tokens.refresh_token)).json()) as Tokens;
    const [before, after] = await Promise.all(
      [tokens, refreshed].map(({ access_token }) => server.identity.verifyToken(access_token)),
    );
    expect(after?.sid).toBe(before?.sid);
    expect(after?.supervises).toMatchObject([{ name: 'North' }]);
  });

  it('refuses the ID token, the refresh token and the token of another client', async () => {
    const { tokens } = await signIn('agent2');
    for (const token of [tokens.id_token, tokens.refresh_token]) {
      await expect(server.identity.verifyToken(token)).rejects.toMatchObject({ reason: 'token-invalid' });
    }
    const other = await new CodeFlow(issuer, 'admin-cli', desk).token({
      grant_type: 'password',
      username: 'agent2',
      password: 'demo',
      scope: 'openid',
    });
    const { access_token } = (await other.json()) as Tokens;
    expect(decodeJwt(access_token).azp).toBe('admin-cli');
    await expect(server.identity.verifyToken(access_token)).rejects.toMatchObject({
      reason: 'token-invalid',
    });
  });

  it('refuses a session that the desk has ended', async () => {
    const { tokens } = await signIn('agent3');
    const { sid } = await server.identity.verifyToken(tokens.access_token);
    await server.identity.endSession(sid);
    await expect(server.identity.verifyToken(tokens.access_token)).rejects.toMatchObject({
      reason: 'session-ended',
    });
  });

  it('refuses the code flow without PKCE', async () => {
    const response = await new Browser().get(flow().url({ code_challenge: '', code_challenge_method: '' }));
    expect(CodeFlow.result(response).get('error')).toBe('invalid_request');
  });

  it('checks the password of POST /agent/login at Keycloak and answers with a token of ours', async () => {
    const login = (password: string) =>
      server.app.inject({ method: 'POST', url: '/agent/login', payload: { username: 'agent4', password } });
    const answer = await login('demo');
    expect(answer.statusCode).toBe(200);
    const { data } = answer.json<{ data: { token: string; keycloak_User: { userTeam: unknown } } }>();
    expect(data.keycloak_User.userTeam).toMatchObject({ teamName: 'South' });
    expect((await server.identity.verifyToken(data.token)).via).toBe('login');
    expect((await login('wrong')).statusCode).toBe(401);
  });

  it('has no sign-in pages of its own', async () => {
    expect((await server.app.inject('/realms/demo/.well-known/openid-configuration')).statusCode).toBe(404);
  });

  it('says that signing in is not possible while Keycloak cannot be reached', async () => {
    const lost = await startIdentityServer({
      settings: { publicUrl: desk, oidc: { url: 'http://127.0.0.1:9', realm: 'demo', client: 'agent-desk' } },
    });
    try {
      await expect(lost.identity.signIn('agent5', 'demo', LOCAL_CALLER)).rejects.toMatchObject({
        statusCode: 503,
      });
    } finally {
      await lost.close();
    }
  });
});
