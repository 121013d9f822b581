import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { parseConfiguration } from '../configuration/parse.ts';
import demo from '../demo.json' with { type: 'json' };
import { startIdentityServer } from './testing/identity-server.ts';
import type { IdentityServer } from './testing/identity-server.ts';
import { LOCAL_CALLER } from './testing/caller.ts';

let server: IdentityServer;
beforeAll(async () => {
  server = await startIdentityServer({
    configuration: {
      users: [
        ...demo.users,
        { username: 'lonely', password: 'demo', roles: ['agent'] },
        {
          username: 'both',
          password: 'demo',
          roles: ['agent', 'supervisor'],
          team: 'North',
          supervises: ['South'],
        },
      ],
    },
  });
});
afterAll(() => server.close());

type Body = {
  data: { keycloak_User: Record<string, unknown>; token: string; refresh_token: string };
  error: { error_message: string; error_detail: { status: number; reason: string } };
};

function login(body: unknown, path = '/agent/login', at = server): Promise<Response> {
  return fetch(`${at.origin}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

const signIn = (username: string) => login({ username, password: 'demo' });
const bodyOf = async (response: Response) => (await response.json()) as Body;
const cookieOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .find((line) => !line.startsWith('agent_desk_device'))!
    .split(';')[0]!;
const who = (headers: Record<string, string>, at = server) => fetch(`${at.origin}/who`, { headers });

describe('POST /agent/login', () => {
  it.each(['/agent/login', '/agent-manager/agent/login'])(
    '%s answers as desks of this family expect',
    async (path) => {
      const response = await login({ username: 'agent1', password: 'demo' }, path);
      expect(response.status).toBe(200);
      const { data } = await bodyOf(response);
      expect(data.keycloak_User).toMatchObject({
        id: '73275442-bece-5da1-9c6b-ed6339cdc1c2',
        username: 'agent1',
        firstName: 'Amina',
        lastName: 'Okafor',
        roles: ['agent'],
        realm: 'demo',
        attributes: { agentExtension: ['1001'] },
        userTeam: { teamName: 'North' },
        supervisedTeams: [],
      });
      expect(data.keycloak_User.permittedResources).toMatchObject({
        Resources: expect.arrayContaining([
          expect.objectContaining({ rsname: 'state-change', scopes: ['manage_state_change'] }),
          expect.objectContaining({
            rsname: 'agent-conversation-control',
            scopes: expect.arrayContaining(['view_leave_chat', 'view_wrap_up']),
          }),
        ]),
      });
      for (const token of [data.token]) {
        expect(await (await who({ authorization: `Bearer ${token}` })).json()).toMatchObject({
          username: 'agent1',
        });
      }
    },
  );

  it('ignores what desks with telephony send besides', async () => {
    const body = {
      username: 'agent1',
      password: 'demo',
      roles: null,
      finesseUrl: '',
      authToken: '',
      authWithSSO: false,
    };
    expect((await login(body)).status).toBe(200);
  });

  it('signs a supervisor in with the teams that they see', async () => {
    const { data } = await bodyOf(await signIn('supervisor1'));
    expect(data.keycloak_User).toMatchObject({
      roles: ['supervisor'],
      supervisedTeams: [{ teamName: 'North' }],
      permittedResources: {
        Resources: expect.arrayContaining([
          expect.objectContaining({ rsname: 'supervisor', scopes: ['view_all'] }),
        ]),
      },
    });
  });

  it('lets who is agent and supervisor past the dashboards of the family', async () => {
    const { data } = await bodyOf(await signIn('both'));
    expect(data.keycloak_User.permittedResources).toMatchObject({
      Resources: expect.arrayContaining([
        expect.objectContaining({ rsname: 'agent-dashboard', scopes: ['view'] }),
      ]),
    });
  });

  it('refuses wrong passwords and unknown names alike', async () => {
    const bodies = await Promise.all(
      [
        { username: 'agent1', password: 'wrong' },
        { username: 'nobody', password: 'demo' },
      ].map(async (credentials) => {
        const response = await login(credentials);
        expect(response.status).toBe(401);
        expect(response.headers.getSetCookie()).toEqual([]);
        return bodyOf(response);
      }),
    );
    expect(bodies[0]).toEqual(bodies[1]);
    expect(bodies[0]!.error).toMatchObject({
      error_message: 'Login failed',
      error_detail: { status: 401, reason: 'Invalid user credentials' },
    });
  });

  it('refuses who has no team, and who is neither agent nor supervisor (D2)', async () => {
    const lonely = await signIn('lonely');
    expect(lonely.status).toBe(403);
    expect((await bodyOf(lonely)).error.error_detail.reason).toContain('no team');
    const admin = await signIn('admin1');
    expect(admin.status).toBe(403);
    expect((await bodyOf(admin)).error.error_detail).toMatchObject({ status: 403 });
  });

  it.each([
    ['no JSON', '{'],
    ['nothing', '{}'],
    ['null', 'null'],
    ['an array', '[]'],
    ['numbers', '{"username":1,"password":2}'],
    ['a null byte', '{"username":"agent1\\u0000","password":"demo"}'],
    ['a long name', JSON.stringify({ username: 'a'.repeat(65), password: 'x' })],
    ['a long password', JSON.stringify({ username: 'agent1', password: 'x'.repeat(257) })],
    ['a reach for the prototype', '{"__proto__":{"username":"agent1","password":"demo"}}'],
    ['an object as name', '{"username":{"$ne":""},"password":"demo"}'],
  ])("refuses %s with 400 and the family's words", async (_what, body) => {
    const response = await login(body);
    expect(response.status).toBe(400);
    expect((await bodyOf(response)).error.error_message).toBe('Login failed');
  });

  it('locks after five failures and says how long (D4)', async () => {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      expect((await login({ username: 'agent5', password: 'wrong' })).status).toBe(401);
    }
    const locked = await login({ username: 'Agent5', password: 'demo' });
    expect(locked.status).toBe(429);
    expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(290);
    expect((await signIn('agent4')).status).toBe(200);
  });
});

describe('the cookie of the sign-in', () => {
  it('is out of reach for scripts and other sites', async () => {
    const [line = ''] = (await signIn('agent1')).headers.getSetCookie();
    expect(line).toMatch(/; Path=\//);
    expect(line).toMatch(/; HttpOnly/);
    expect(line).toMatch(/; SameSite=Strict/);
    expect(line).toMatch(/Max-Age=43200/);
    expect(line).not.toMatch(/Secure/);
  });

  it('is Secure where the public address is https', async () => {
    const behindProxy = await startIdentityServer({ settings: { publicUrl: 'https://desk.example.com' } });
    try {
      const response = await login({ username: 'agent1', password: 'demo' }, '/agent/login', behindProxy);
      expect(response.headers.getSetCookie()[0]).toMatch(/; Secure/);
    } finally {
      await behindProxy.close();
    }
  });

  it('authorises REST from our own pages only', async () => {
    const cookie = cookieOf(await signIn('agent1'));
    expect((await who({ cookie })).status).toBe(200);
    expect((await who({ cookie, origin: server.origin })).status).toBe(200);
    expect((await who({ cookie, 'sec-fetch-site': 'same-origin' })).status).toBe(200);
    expect((await who({ cookie, origin: 'https://evil.example' })).status).toBe(403);
    expect((await who({ cookie, origin: 'null' })).status).toBe(403);
    expect((await who({ cookie, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await who({ cookie: `other=1; ${cookie}; more=2` })).status).toBe(200);
  });

  it('is not asked for where a Bearer token is shown: no cookie, no forgery', async () => {
    const { data } = await bodyOf(await signIn('agent1'));
    const response = await who({ authorization: `Bearer ${data.token}`, origin: 'https://crm.example' });
    expect(response.status).toBe(200);
  });
});

describe('REST (D6)', () => {
  it('answers 401 without a sign-in and 403 without the right', async () => {
    expect((await who({})).status).toBe(401);
    expect((await who({ authorization: 'Bearer nonsense' })).status).toBe(401);
    expect((await who({ authorization: 'Basic YWdlbnQxOmRlbW8=' })).status).toBe(401);
    const supervisors = async (username: string) => {
      const cookie = cookieOf(await signIn(username));
      return (await fetch(`${server.origin}/supervisors`, { headers: { cookie } })).status;
    };
    expect(await supervisors('agent1')).toBe(403);
    expect(await supervisors('supervisor1')).toBe(200);
  });

  it('does not take a refresh token for an access token, but gives a new one for it', async () => {
    const { data } = await bodyOf(await signIn('agent1'));
    expect((await who({ authorization: `Bearer ${data.refresh_token}` })).status).toBe(401);
    const renewed = await login({ refresh_token: data.refresh_token }, '/agent/refresh');
    const body = await bodyOf(renewed);
    expect((await who({ authorization: `Bearer ${body.data.token}` })).status).toBe(200);
    expect((await login({ refresh_token: data.token }, '/agent/refresh')).status).toBe(401);
  });
});

describe('renewing a sign-in', () => {
  const refresh = async (token: string) => login({ refresh_token: token }, '/agent/refresh');

  it('takes each refresh token once; a second use ends the sign-in', async () => {
    const first = (await bodyOf(await signIn('agent2'))).data;
    const second = (await bodyOf(await refresh(first.refresh_token))).data;
    const third = (await bodyOf(await refresh(second.refresh_token))).data;
    expect((await who({ authorization: `Bearer ${third.token}` })).status).toBe(200);
    expect((await refresh(first.refresh_token)).status).toBe(401);
    expect((await refresh(third.refresh_token)).status).toBe(401);
    expect((await who({ authorization: `Bearer ${third.token}` })).status).toBe(401);
  });

  it('goes on to the absolute end and no further', async () => {
    const short = await startIdentityServer({
      settings: { longestSignInMs: 60 * 60_000, loginTokenMs: 40 * 60_000 },
    });
    try {
      const began = Date.now();
      const { data } = await bodyOf(
        await login({ username: 'agent1', password: 'demo' }, '/agent/login', short),
      );
      const later = vi.spyOn(Date, 'now').mockReturnValue(began + 30 * 60_000);
      const renewed = await short.identity.refresh(data.refresh_token, LOCAL_CALLER);
      expect(renewed.principal.expiresAt).toBeLessThanOrEqual(began + 61 * 60_000);
      expect(renewed.principal.expiresAt).toBeGreaterThan(began + 59 * 60_000);
      later.mockReturnValue(began + 62 * 60_000);
      await expect(short.identity.refresh(renewed.refreshToken, LOCAL_CALLER)).rejects.toMatchObject({
        statusCode: 401,
      });
      later.mockRestore();
    } finally {
      await short.close();
    }
  });
});

describe('a flood of wrong sign-ins', () => {
  it('neither delays nor shuts out the owner, who has signed in from there before', async () => {
    expect((await signIn('agent4')).status).toBe(200);
    const flood = Array.from({ length: 150 }, (_, index) =>
      login({ username: `nobody${index}`, password: 'x' }),
    );
    const began = performance.now();
    expect((await login({ username: 'agent4', password: 'demo' })).status).toBe(200);
    // Half a second on a machine with nothing else to do; work for every name would take twenty.
    expect(performance.now() - began).toBeLessThan(8_000);
    const statuses = await Promise.all(flood.map(async (each) => (await each).status));
    expect(statuses.filter((status) => status !== 401 && status !== 429)).toEqual([]);
  });

  it('from the owner’s own network locks strangers out, and not the owner’s browser', async () => {
    const owner = await signIn('agent6');
    const cookie = owner.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    expect(owner.headers.getSetCookie().find((line) => line.startsWith('agent_desk_device'))).toMatch(
      /HttpOnly; SameSite=Strict/,
    );
    for (let attempt = 0; attempt < 5; attempt += 1) await login({ username: 'agent6', password: 'wrong' });
    expect((await signIn('agent6')).status).toBe(429);
    const again = await fetch(`${server.origin}/agent/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify({ username: 'agent6', password: 'demo' }),
    });
    expect(again.status).toBe(200);
  });
});

describe('signing out', () => {
  it('ends the token, the cookie and the refresh token, and no other sign-in', async () => {
    const other = cookieOf(await signIn('agent1'));
    const response = await signIn('agent1');
    const cookie = cookieOf(response);
    const { data } = await bodyOf(response);
    const out = await fetch(`${server.origin}/agent/logout`, { method: 'POST', headers: { cookie } });
    expect(out.status).toBe(204);
    expect(out.headers.getSetCookie()[0]).toMatch(/Max-Age=0/);
    expect((await who({ cookie })).status).toBe(401);
    expect((await who({ authorization: `Bearer ${data.token}` })).status).toBe(401);
    expect((await login({ refresh_token: data.refresh_token }, '/agent/refresh')).status).toBe(401);
    expect((await who({ cookie: other })).status).toBe(200);
  });
});

describe('a restart', () => {
  it('keeps tokens and cookies, ended sign-ins and locks (D3, D4)', async () => {
    const first = await startIdentityServer();
    const kept = await login({ username: 'agent1', password: 'demo' }, '/agent/login', first);
    const ended = await first.identity.signIn('agent2', 'demo', LOCAL_CALLER);
    await first.identity.endSession(ended.principal.sid);
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await login({ username: 'agent3', password: 'wrong' }, '/agent/login', first);
    }
    const cookie = cookieOf(kept);
    await first.stop();
    const second = await startIdentityServer({ place: first.place, port: first.port });
    try {
      expect((await who({ cookie }, second)).status).toBe(200);
      const { data } = await bodyOf(kept);
      expect((await who({ authorization: `Bearer ${data.token}` }, second)).status).toBe(200);
      expect((await who({ authorization: `Bearer ${ended.token}` }, second)).status).toBe(401);
      expect((await login({ username: 'agent3', password: 'demo' }, '/agent/login', second)).status).toBe(
        429,
      );
    } finally {
      await second.close();
    }
  });
});

describe('connector keys', () => {
  it('name their connector, and nothing else does', () => {
    expect(server.identity.verifyConnector('demo-connector')).toMatchObject({ name: 'Demo connector' });
    for (const key of ['', 'demo', 'demo-connecto', 'demo-connector ', 'DEMO-CONNECTOR', '\u0000']) {
      expect(server.identity.verifyConnector(key)).toBeUndefined();
    }
  });

  it('are kept as hashes', () => {
    expect(JSON.stringify(server.configuration.file)).not.toContain('demo-connector');
    expect(JSON.stringify(server.configuration.file)).not.toContain('"password"');
    expect(() => parseConfiguration(server.configuration.file)).not.toThrow();
  });
});

describe('times', () => {
  it('end a token after loginTokenSeconds', async () => {
    const { token, principal } = await server.identity.signIn('agent1', 'demo', LOCAL_CALLER);
    expect(principal.expiresAt - Date.now()).toBeGreaterThan(43_190_000);
    vi.useFakeTimers({ now: Date.now() + 43_201_000, toFake: ['Date'] });
    await expect(server.identity.verifyToken(token)).rejects.toMatchObject({ reason: 'token-expired' });
    vi.useRealTimers();
  });
});
