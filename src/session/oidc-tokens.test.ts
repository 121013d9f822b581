import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createOidcTokens, type OidcTokens } from './oidc-tokens.ts';

let tokens: OidcTokens;
let forms: string[];

function answer(status: number, body: unknown): void {
  vi.stubGlobal('fetch', (_address: string, init: { body: URLSearchParams }) => {
    forms.push(init.body.toString());
    return Promise.resolve(new Response(typeof body === 'string' ? body : JSON.stringify(body), { status }));
  });
}

beforeEach(() => {
  forms = [];
  tokens = createOidcTokens(
    { access: { token: 'first', lasts: 300_000 }, refresh: 'refresh-1', id: 'id-1' },
    { endpoint: 'https://sso.test/token', clientId: 'desk' },
  );
});

describe('the tokens of a sign-in', () => {
  it('are replaced by what the provider gives, with the life that it names', async () => {
    answer(200, { access_token: 'second', expires_in: 60, refresh_token: 'refresh-2', id_token: 'id-2' });
    await tokens.refresh();
    expect(tokens.current()).toEqual({ token: 'second', lasts: 60_000 });
    expect(tokens.idToken()).toBe('id-2');
    await tokens.refresh();
    expect(forms).toEqual([
      'grant_type=refresh_token&refresh_token=refresh-1&client_id=desk',
      'grant_type=refresh_token&refresh_token=refresh-2&client_id=desk',
    ]);
  });

  it.each([
    [500, 'Internal Server Error'],
    [502, '<html>Bad Gateway</html>'],
    [503, { error: 'temporarily_unavailable' }],
    [400, '<html>the proxy did not understand</html>'],
    [400, { error: 'invalid_request' }],
    [401, { error: 'invalid_client' }],
    [429, { error: 'slow_down' }],
    [200, '<html>maintenance</html>'],
    [200, {}],
  ])('survive a provider that answers %i %j, and are renewed by the next answer', async (status, body) => {
    answer(status, body);
    await expect(tokens.refresh()).rejects.toThrow();
    expect(tokens.ended()).toBe(false);
    expect(tokens.current()?.token).toBe('first');
    answer(200, { access_token: 'second', expires_in: 60 });
    await tokens.refresh();
    expect(tokens.current()?.token).toBe('second');
  });

  it('end when the provider says that the sign-in is over, and can still be signed out by name', async () => {
    answer(400, { error: 'invalid_grant', error_description: 'Session not active' });
    await expect(tokens.refresh()).rejects.toThrow();
    expect(tokens.ended()).toBe(true);
    expect(tokens.current()).toBeNull();
    expect(tokens.idToken()).toBe('id-1');
  });
});
