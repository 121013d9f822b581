import { describe, expect, it } from 'vitest';
import { createTenantNaming } from './naming.ts';
import type { NameableTenant } from './naming.ts';

/** A tenant that knows what is called after it. */
function tenant(id: string): NameableTenant {
  return {
    id,
    identity: {
      claims: (token) => token === `token-of-${id}`,
      cookie: () => ({ read: (header) => header, write: () => '', clear: () => '' }),
      openId: () => ({ url: '', realm: `realm-${id}`, clientId: '' }),
      verifyConnector: (key) => (key === `key-of-${id}` ? ({ id } as never) : undefined),
    },
    directory: () =>
      ({
        channelByServiceIdentifier: (name: string) =>
          name === `page-of-${id}` ? { type: 'WEB' } : name === '0900' ? { type: 'SMS' } : undefined,
        channels: [{ name: `Chat of ${id}` }],
        form: (name: string) => (name === `form-of-${id}` ? {} : undefined),
      }) as never,
    files: { has: (name) => Promise.resolve(name === `file-of-${id}`) },
    hasSession: (session) => Promise.resolve(session.startsWith(id === 'north' ? '1' : '2')),
  };
}

const naming = createTenantNaming({
  tenants: [tenant('north'), tenant('south')],
  hosts: new Map([
    ['south.example.org', 'south'],
    ['gone.example.org', 'gone'],
  ]),
  known: new Set(['north', 'south', 'gone']),
  otherwise: 'north',
});

const SESSION = `22222222-2222-4222-8222-222222222222.${'x'.repeat(43)}`;
const bearer = (shown: string) => ({ authorization: `Bearer ${shown}` });
/** What one of ours says that is for a tenant which could not be opened. */
const unopened = `e30.${Buffer.from('{"tenant":"gone"}').toString('base64url')}.x`;

describe('the tenant of a request', () => {
  it.each([
    ['a token', '/agent-manager/me', bearer('token-of-south'), 'south'],
    ['a token, whatever is asked for', '/agent-manager/me?tenant=north', bearer('token-of-south'), 'south'],
    ['a token of a tenant that is not open', '/agent-manager/me', bearer(unopened), 'gone'],
    ["a connector's key", '/ccm/message/receive', bearer('key-of-south'), 'south'],
    ["a customer's session", '/file-engine/api/uploadFileStream', bearer(SESSION), 'south'],
    ['a cookie', '/agent-manager/me', { cookie: 'token-of-south' }, 'south'],
    ['a realm', '/realms/realm-south/protocol/openid-connect/auth', {}, 'south'],
    ['a web channel', '/ccm/widget-configs/page-of-south', {}, 'south'],
    ['a web channel by name', '/ccm/widget-configs/Chat%20of%20south', {}, 'south'],
    ['a form', '/forms/form-of-south', {}, 'south'],
    ['a file', '/file-engine/api/downloadFileStream?filename=file-of-south', {}, 'south'],
    ['its name', '/agent/login?tenant=south', {}, 'south'],
    ['a name that nobody has', '/agent/login?tenant=east', {}, 'north'],
    ['the host', '/', { host: 'south.example.org' }, 'south'],
    ['nothing', '/', { host: 'elsewhere.example.org' }, 'north'],
    ['an address that is none', '//', {}, 'north'],
  ])('is named by %s', async (_what, url, headers, expected) => {
    expect(await naming.ofRequest({ url, headers })).toBe(expected);
  });
});

describe('the tenant of a handshake', () => {
  const handshake = (auth: Record<string, unknown>, headers = {}, query = {}) =>
    naming.ofHandshake({ auth, headers, query });

  it('is named by token, web channel, key, cookie, name or host, and else is the first', () => {
    expect(handshake({ token: 'token-of-south' }, {}, { tenant: 'north' })).toBe('south');
    expect(handshake({ token: unopened })).toBe('gone');
    expect(handshake({ serviceIdentifier: 'page-of-south' }, { host: 'gone.example.org' })).toBe('south');
    expect(handshake({}, { cookie: 'token-of-south' })).toBe('south');
    expect(handshake({}, {}, { key: 'key-of-south', tenant: 'north' })).toBe('south');
    expect(handshake({}, {}, { key: 'key-of-nobody', tenant: 'south' })).toBe('south');
    expect(handshake({}, {}, { tenant: 'south' })).toBe('south');
    expect(handshake({}, { host: 'south.example.org' })).toBe('south');
    // A telephone number is no page: it names nobody.
    expect(handshake({ serviceIdentifier: '0900' })).toBe('north');
    expect(handshake({ token: 42, serviceIdentifier: {} })).toBe('north');
  });
});
