import { decodeJwt, decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Browser, CodeFlow } from '../testing/browser.ts';
import type { Tokens } from '../testing/browser.ts';
import { startIdentityServer } from '../testing/identity-server.ts';
import type { IdentityServer } from '../testing/identity-server.ts';

let server: IdentityServer;
beforeAll(async () => {
  server = await startIdentityServer();
});
afterAll(() => server.close());

const flowTo = (path = '/', at = server) =>
  new CodeFlow(`${at.origin}/realms/demo`, 'agent-desk', `${at.origin}${path}`);

/** Signs in on the page and returns the tokens. */
async function signIn(username = 'agent1', browser = new Browser(), at = server) {
  const flow = flowTo('/', at);
  const page = await browser.follow(await browser.get(flow.url()));
  const posted = await browser.submit(page.url, { username, password: 'demo' });
  const back = await browser.follow(posted);
  const code = CodeFlow.result(back).get('code');
  const response = await flow.redeem(code!);
  return { browser, flow, response, tokens: (await response.json()) as Tokens };
}

describe('the code flow of the embedded provider', () => {
  it('signs an agent in with PKCE and gives a token that names sid, roles and audience', async () => {
    const { tokens, flow } = await signIn();
    const claims = decodeJwt(tokens.access_token);
    expect(decodeProtectedHeader(tokens.access_token).alg).toBe('RS256');
    expect(claims).toMatchObject({
      iss: `${server.origin}/realms/demo`,
      aud: 'agent-manager',
      azp: 'agent-desk',
      typ: 'Bearer',
      preferred_username: 'agent1',
      realm_access: { roles: ['agent'] },
    });
    expect(claims.exp! - claims.iat!).toBe(300);
    expect(decodeJwt(tokens.id_token)).toMatchObject({ nonce: flow.nonce, aud: 'agent-desk' });
    const principal = await server.identity.verifyToken(tokens.access_token);
    expect(principal).toMatchObject({
      username: 'agent1',
      firstName: 'Amina',
      team: { name: 'North' },
      via: 'oidc',
      sid: claims.sid,
      expiresAt: claims.exp! * 1000,
    });
    expect(claims.sub).toBe(principal.userId);
  });

  it('shapes the refresh token as a JWT, because keycloak-js decodes it', async () => {
    const { tokens } = await signIn();
    expect(decodeJwt(tokens.refresh_token)).toMatchObject({ typ: 'Refresh' });
    await expect(server.identity.verifyToken(tokens.refresh_token)).rejects.toMatchObject({
      reason: 'token-invalid',
    });
    await expect(server.identity.verifyToken(tokens.id_token)).rejects.toMatchObject({
      reason: 'token-invalid',
    });
  });

  it('refreshes with rotation, and forgives a second use when the first answer was lost (L-M14)', async () => {
    const { tokens, flow } = await signIn();
    const first = (await (await flow.refresh(tokens.refresh_token)).json()) as Tokens;
    expect(first.refresh_token).not.toBe(tokens.refresh_token);
    const again = await flow.refresh(tokens.refresh_token);
    expect(again.status).toBe(200);
    const sids = [tokens, first, (await again.json()) as Tokens].map(
      (each) => decodeJwt(each.access_token).sid,
    );
    expect(new Set(sids).size).toBe(1);
  });

  it('takes a refresh token that is used again much later for stolen and ends the grant', async () => {
    const { tokens, flow } = await signIn();
    const first = (await (await flow.refresh(tokens.refresh_token)).json()) as Tokens;
    const later = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 120_000);
    const stolen = await flow.refresh(tokens.refresh_token);
    later.mockRestore();
    expect(stolen.status).toBe(400);
    expect((await flow.refresh(first.refresh_token)).status).toBe(400);
  });

  it('signs a second tab in silently, as a tab of the same session', async () => {
    const { browser, tokens } = await signIn();
    const tab = flowTo();
    const back = await browser.follow(await browser.get(tab.url({ prompt: 'none' })));
    const response = await tab.redeem(CodeFlow.result(back).get('code')!);
    const second = (await response.json()) as Tokens;
    expect(decodeJwt(second.access_token).sid).toBe(decodeJwt(tokens.access_token).sid);
  });

  it('answers a silent attempt without a session with login_required', async () => {
    const browser = new Browser();
    const back = await browser.follow(await browser.get(flowTo().url({ prompt: 'none' })));
    expect(CodeFlow.result(back).get('error')).toBe('login_required');
  });

  it('refuses the code without PKCE, with a wrong verifier, and the second time', async () => {
    const flow = flowTo();
    const without = await new Browser().get(flow.url({ code_challenge: '', code_challenge_method: '' }));
    expect(CodeFlow.result(without).get('error')).toBe('invalid_request');
    const browser = new Browser();
    const page = await browser.follow(await browser.get(flow.url()));
    const back = await browser.follow(
      await browser.submit(page.url, { username: 'agent2', password: 'demo' }),
    );
    const code = CodeFlow.result(back).get('code')!;
    expect((await flow.redeem(code, 'x'.repeat(43))).status).toBe(400);
    expect((await flow.redeem(code)).status).toBe(200);
    expect((await flow.redeem(code)).status).toBe(400);
  });

  it('sends nobody to another site', async () => {
    for (const redirectUri of [
      'https://evil.example/',
      `http://user:pw@127.0.0.1:${server.port}/`,
      'javascript:alert(1)',
      `http://127.0.0.1.evil.example:${server.port}/`,
      // On our own origin, and still not the registered address.
      `${server.origin}/ccm/widget-configs/x`,
      `${server.origin}/?next=x`,
      `${server.origin}//`,
      server.origin,
    ]) {
      const flow = new CodeFlow(`${server.origin}/realms/demo`, 'agent-desk', redirectUri);
      const response = await new Browser().get(flow.url());
      expect(response.status).toBe(400);
      expect(response.headers.get('location')).toBeNull();
    }
  });

  it('knows all names of the machine on loopback', async () => {
    const flow = new CodeFlow(
      `${server.origin}/realms/demo`,
      'agent-desk',
      `http://localhost:${server.port}/`,
    );
    const response = await new Browser().get(flow.url());
    expect(response.headers.get('location')).toContain('/login-actions/authenticate/');
  });

  it('ends the session, its refresh tokens and its access tokens on sign-out', async () => {
    const { browser, tokens, flow } = await signIn();
    const ended: string[] = [];
    const stop = server.identity.onSessionEnded((sid) => ended.push(sid));
    const query = new URLSearchParams({
      id_token_hint: tokens.id_token,
      post_logout_redirect_uri: `${server.origin}/`,
    });
    const page = await browser.get(`${flow.issuer}/protocol/openid-connect/logout?${query.toString()}`);
    const html = await page.text();
    expect(html).toContain('/realms/demo/resources/submit.js');
    expect(html).not.toMatch(/<script(?! src)/);
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(html)![1]!;
    const action = /action="([^"]+)"/.exec(html)![1]!;
    const done = await browser.submit(action, { xsrf, logout: 'yes' });
    stop();
    expect(done.headers.get('location')).toBe(`${server.origin}/`);
    expect(ended).toEqual([decodeJwt(tokens.access_token).sid]);
    await expect(server.identity.verifyToken(tokens.access_token)).rejects.toMatchObject({
      reason: 'session-ended',
      statusCode: 401,
    });
    expect((await flow.refresh(tokens.refresh_token)).status).toBe(400);
    const silent = await browser.follow(await browser.get(flowTo().url({ prompt: 'none' })));
    expect(CodeFlow.result(silent).get('error')).toBe('login_required');
  });

  it.each(['somebody else’s', 'their own, but of an earlier session'])(
    'asks before signing out whoever shows an ID token that is %s',
    async (whose) => {
      const browser = new Browser();
      const other =
        whose === 'somebody else’s' ? await signIn('agent3') : await signIn('agent2', new Browser());
      const victim = await signIn('agent2', browser);
      const query = new URLSearchParams({ id_token_hint: other.tokens.id_token });
      const page = await browser.get(
        `${victim.flow.issuer}/protocol/openid-connect/logout?${query.toString()}`,
      );
      const html = await page.text();
      expect(html).toContain('Sign out?');
      expect(html).not.toContain('submit.js');
      expect((await server.identity.verifyToken(victim.tokens.access_token)).username).toBe('agent2');
    },
  );

  it('asks before signing out by an ID token that has expired', async () => {
    const { browser, tokens, flow } = await signIn();
    const later = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 301_000);
    const query = new URLSearchParams({ id_token_hint: tokens.id_token });
    const page = await browser.get(`${flow.issuer}/protocol/openid-connect/logout?${query.toString()}`);
    later.mockRestore();
    expect(await page.text()).not.toContain('submit.js');
  });

  it('signs nobody out whose confirmation does not come from our page', async () => {
    const { browser, tokens, flow } = await signIn();
    const logout = `${flow.issuer}/protocol/openid-connect/logout`;
    await browser.get(logout);
    const status = browser.cookie(/^desk_sso/);
    for (const xsrf of ['wrong', '']) {
      expect((await browser.submit(`${logout}/confirm`, { xsrf, logout: 'yes' })).status).toBe(400);
    }
    expect((await server.identity.verifyToken(tokens.access_token)).username).toBe('agent1');
    expect(browser.cookie(/^desk_sso/)).toBe(status);
    expect((await flow.refresh(tokens.refresh_token)).status).toBe(200);
  });

  it.each([
    { back: undefined, leadsTo: () => `${server.origin}/` },
    { back: () => `${server.origin}/`, leadsTo: () => `${server.origin}/` },
  ])('leads on from a sign-out whose sign-in ended before the confirmation', async ({ back, leadsTo }) => {
    const { browser, tokens, flow } = await signIn();
    const logout = `${flow.issuer}/protocol/openid-connect/logout`;
    const query = new URLSearchParams({ id_token_hint: tokens.id_token });
    if (back !== undefined) query.set('post_logout_redirect_uri', back());
    const page = await browser.get(`${logout}?${query.toString()}`);
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(await page.text())![1]!;
    await server.identity.endSession(decodeJwt(tokens.access_token).sid as string, { reason: 'sign-out' });

    const done = await browser.submit(`${logout}/confirm`, { xsrf, logout: 'yes' });

    expect(done.status).toBe(303);
    expect(done.headers.get('location')).toBe(leadsTo());
    // What was kept for the way back served once.
    expect((await browser.submit(`${logout}/confirm`, { xsrf, logout: 'yes' })).status).toBe(400);
  });

  it('leads nobody on who did not come from its own page', async () => {
    const { flow } = await signIn();
    const stranger = new Browser();
    const answer = await stranger.submit(`${flow.issuer}/protocol/openid-connect/logout/confirm`, {
      xsrf: 'wrong',
      logout: 'yes',
    });
    expect(answer.status).toBe(400);
  });

  it('revokes the tokens that it gave out', async () => {
    const { tokens, flow } = await signIn();
    const revoke = (form: Record<string, string>) =>
      fetch(`${flow.issuer}/protocol/openid-connect/revoke`, {
        method: 'POST',
        body: new URLSearchParams({ client_id: 'agent-desk', ...form }),
      });
    const { access_token: access } = (await (await flow.refresh(tokens.refresh_token)).json()) as Tokens;
    expect((await revoke({ token: access, token_type_hint: 'access_token' })).status).toBe(200);
    await expect(server.identity.verifyToken(access)).rejects.toMatchObject({ reason: 'session-ended' });
    expect((await server.identity.verifyToken(tokens.access_token)).username).toBe('agent1');
    expect((await revoke({ token: tokens.refresh_token })).status).toBe(200);
    await expect(server.identity.verifyToken(tokens.access_token)).rejects.toMatchObject({
      reason: 'session-ended',
    });
    expect((await flow.refresh(tokens.refresh_token)).status).toBe(400);
    expect((await revoke({ token: 'nonsense' })).status).toBe(200);
    expect((await revoke({ token: '' })).status).toBe(400);
    expect((await revoke({ token: access, client_id: 'other' })).status).toBe(401);
  });

  it('ends the session of the colleague who was signed in before in the same browser', async () => {
    const { browser, tokens } = await signIn('agent4');
    const flow = flowTo();
    const page = await browser.follow(await browser.get(flow.url({ prompt: 'login' })));
    const posted = await browser.submit(page.url, { username: 'agent2', password: 'demo' });
    const between = await browser.follow(posted);
    const html = await between.text();
    const fields = [...html.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [
      name,
      value,
    ]);
    const action = /action="([^"]+)"/.exec(html)![1]!;
    expect(between.headers.get('content-security-policy')).toContain("'sha256-");
    const back = await browser.follow(
      await browser.submit(action, Object.fromEntries(fields) as Record<string, string>),
    );
    const response = await flow.redeem(CodeFlow.result(back).get('code')!);
    const { access_token } = (await response.json()) as Tokens;
    expect((await server.identity.verifyToken(access_token)).username).toBe('agent2');
    expect(decodeJwt(access_token).sid).not.toBe(decodeJwt(tokens.access_token).sid);
    await expect(server.identity.verifyToken(tokens.access_token)).rejects.toMatchObject({
      reason: 'session-ended',
    });
  });

  it('asks before signing out who cannot show that the desk sent them', async () => {
    const { browser, flow } = await signIn();
    const page = await browser.get(`${flow.issuer}/protocol/openid-connect/logout`);
    const html = await page.text();
    expect(html).toContain('Sign out?');
    expect(html).not.toContain('submit.js');
  });

  it('ends the provider session too when the desk signs the agent out (D7)', async () => {
    const { browser, tokens, flow } = await signIn();
    await server.identity.endSession(String(decodeJwt(tokens.access_token).sid));
    expect((await flow.refresh(tokens.refresh_token)).status).toBe(400);
    const silent = await browser.follow(await browser.get(flowTo().url({ prompt: 'none' })));
    expect(CodeFlow.result(silent).get('error')).toBe('login_required');
  });

  it('tells keycloak-js by a cookie, without a request, who is signed in', async () => {
    const { browser, tokens } = await signIn();
    const sid = new TextEncoder().encode(String(decodeJwt(tokens.access_token).sid));
    const hash = Buffer.from(await crypto.subtle.digest('SHA-256', sid)).toString('base64url');
    expect(browser.cookie(/^desk_sso/)).toBe(hash);
  });

  it('answers userinfo and the account for an access token', async () => {
    const { tokens, flow } = await signIn();
    const headers = { authorization: `Bearer ${tokens.access_token}` };
    const userinfo = await fetch(`${flow.issuer}/protocol/openid-connect/userinfo`, { headers });
    expect(await userinfo.json()).toMatchObject({ preferred_username: 'agent1', name: 'Amina Okafor' });
    const account = await fetch(`${flow.issuer}/account`, { headers });
    expect(await account.json()).toMatchObject({ username: 'agent1', firstName: 'Amina' });
    expect((await fetch(`${flow.issuer}/account`)).status).toBe(401);
  });

  it('keeps sessions, refresh tokens and access tokens over a restart', async () => {
    const first = await startIdentityServer();
    const { browser, tokens } = await signIn('agent3', new Browser(), first);
    await first.stop();
    const second = await startIdentityServer({ place: first.place, port: first.port });
    try {
      expect((await second.identity.verifyToken(tokens.access_token)).username).toBe('agent3');
      const flow = flowTo('/', second);
      expect((await flow.refresh(tokens.refresh_token)).status).toBe(200);
      const silent = await browser.follow(await browser.get(flow.url({ prompt: 'none' })));
      expect(CodeFlow.result(silent).get('code')).toBeTruthy();
    } finally {
      await second.close();
    }
  });
});

describe('the sign-in page', () => {
  const open = async () => {
    const browser = new Browser();
    const page = await browser.follow(await browser.get(flowTo().url()));
    return { browser, page, html: await page.text() };
  };

  it('is self-contained and works under a strict policy', async () => {
    const { page, html } = await open();
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.headers.get('content-security-policy')).not.toContain('unsafe');
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(html).not.toMatch(
      /<script(?! src="\/realms\/demo\/resources\/)|<style| style=| on\w+=|https?:\/\//,
    );
    const style = await fetch(`${server.origin}/realms/demo/resources/style.css`);
    expect(style.headers.get('content-type')).toContain('text/css');
  });

  it('says what was wrong, keeps the username and shows typed text as text', async () => {
    const { browser, page } = await open();
    const answer = await browser.submit(page.url, { username: '"><img src=x>', password: 'wrong' });
    const html = await answer.text();
    expect(answer.status).toBe(401);
    expect(html).toContain('role="alert"');
    expect(html).toContain('Username or password is wrong.');
    expect(html).toContain('value="&quot;&gt;&lt;img src=x&gt;"');
    expect(html).not.toContain('<img');
  });

  it('refuses a form of another site', async () => {
    const { page } = await open();
    const answer = await fetch(page.url, {
      method: 'POST',
      headers: { origin: 'https://evil.example' },
      body: new URLSearchParams({ username: 'agent1', password: 'demo' }),
    });
    expect(answer.status).toBe(403);
  });

  it('says so when it was open for too long', async () => {
    const answer = await new Browser().get(`${server.origin}/realms/demo/login-actions/authenticate/unknown`);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('This page has expired');
  });

  it('locks after five failures, together with POST /agent/login (D4)', async () => {
    const { browser, page } = await open();
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const answer = await browser.submit(page.url, { username: 'agent6', password: 'wrong' });
      expect(answer.status).toBe(401);
    }
    const locked = await browser.submit(page.url, { username: 'agent6', password: 'demo' });
    expect(locked.status).toBe(429);
    expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(290);
    expect(await locked.text()).toContain('after too many wrong passwords');
    const login = await fetch(`${server.origin}/agent/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'AGENT6', password: 'demo' }),
    });
    expect(login.status).toBe(429);
  });
});

describe('the helper pages of keycloak-js', () => {
  it.each(['3p-cookies/step1.html', 'login-status-iframe.html'])(
    '%s runs a script of its own file',
    async (path) => {
      const page = await fetch(`${server.origin}/realms/demo/protocol/openid-connect/${path}`);
      const html = await page.text();
      const source = /<script src="([^"]+)">/.exec(html)![1]!;
      const script = await fetch(`${server.origin}${source}`);
      expect(script.headers.get('content-type')).toContain('javascript');
      expect(await script.text()).toContain('postMessage');
    },
  );
});
