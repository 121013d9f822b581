import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isLoopback } from '../loopback.ts';
import { readSettings, SETTINGS, settingsWarnings } from './settings.ts';
import { SettingsError } from './settings-error.ts';

describe('settings', () => {
  it('work without any, and then serve the demo on loopback alone', () => {
    const settings = readSettings({}, '/srv');
    expect(settings).toMatchObject({
      port: 8080,
      host: '127.0.0.1',
      publicUrl: null,
      dataDir: '/srv/data',
      databaseUrl: null,
      oidc: null,
      demo: true,
      logLevel: 'info',
      frameAncestors: ["'none'"],
    });
    expect(settingsWarnings(settings)).toEqual([]);
  });

  it.each(['0.0.0.0', '::', '192.168.1.4', 'desk.example.org'])('switch the demo off on %s', (host) => {
    expect(readSettings({ HOST: host }).demo).toBe(false);
    expect(readSettings({ HOST: host, DEMO: 'on' }).demo).toBe(true);
  });

  it('name one tenant or several, which share neither file nor realm', () => {
    expect(readSettings({}).tenants).toEqual([]);
    const TENANTS = 'north=https://north.example.org, south';
    expect(readSettings({ TENANTS }).tenants).toEqual([
      { id: 'north', origin: 'https://north.example.org' },
      { id: 'south', origin: null },
    ]);
    expect(settingsWarnings(readSettings({ TENANTS })).join()).toContain('gives south no origin');
    expect(() => readSettings({ TENANTS, CONFIG_FILE: 'one.json' })).toThrow(
      'CONFIG_FILE must have {tenant}',
    );
    const OIDC = { OIDC_URL: 'https://sso.example.org', OIDC_CLIENT: 'desk' };
    expect(() => readSettings({ TENANTS, ...OIDC, OIDC_REALM: 'one' })).toThrow(
      'OIDC_REALM must have {tenant}',
    );
    readSettings({ TENANTS, ...OIDC, OIDC_REALM: '{tenant}', CONFIG_FILE: '{tenant}.json' });
  });

  it('say so when the demo is open to everybody', () => {
    const warnings = settingsWarnings(readSettings({ HOST: '0.0.0.0', DEMO: 'on' }));
    expect(warnings.join(' ')).toContain('DEMO is on while HOST is 0.0.0.0');
  });

  it('take a Redis only together with a database that several processes can share', () => {
    const REDIS_URL = 'redis://127.0.0.1:6379';
    expect(() => readSettings({ REDIS_URL })).toThrow('REDIS_URL is for several processes');
    const shared = readSettings({ REDIS_URL, DATABASE_URL: 'postgresql://127.0.0.1/desk' });
    expect(shared.redisUrl).toBe(REDIS_URL);
    expect(settingsWarnings(shared).join(' ')).toContain('PUBLIC_URL is not set while REDIS_URL is');
  });

  it('take a bucket for files only with its key', () => {
    expect(readSettings({}).filesBucket).toBeNull();
    const all = {
      FILES_S3_URL: 'https://s3.example.org/desk',
      FILES_S3_KEY_ID: 'id',
      FILES_S3_SECRET: 'hush',
    };
    expect(readSettings(all).filesBucket).toEqual({
      url: 'https://s3.example.org/desk',
      region: 'us-east-1',
      keyId: 'id',
      secret: 'hush',
    });
    for (const name of Object.keys(all)) {
      expect(() => readSettings({ ...all, [name]: '' })).toThrow('need each other');
    }
  });

  it.each([
    ['PORT', 'abc'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '80.5'],
    ['HOST', 'not a host'],
    ['HOST', '300.1.2.3'],
    ['PUBLIC_URL', 'desk.example.org'],
    ['PUBLIC_URL', 'https://desk.example.org/desk'],
    ['PUBLIC_URL', 'ftp://desk.example.org'],
    ['FILES_S3_URL', 's3://bucket'],
    ['FILES_S3_REGION', 'Frankfurt am Main'],
    ['DATABASE_URL', 'mysql://localhost/x'],
    ['REDIS_URL', 'localhost:6379'],
    ['OIDC_URL', 'https://sso.example.org'],
    ['DEMO', 'yes'],
    ['LOG_LEVEL', 'verbose'],
    ['FRAME_ANCESTORS', "'unsafe-inline'; script-src *"],
    ['CHAT_FRAME_ANCESTORS', '*'],
    ['EMBED_ORIGINS', 'https://*.example.org'],
    ['EMBED_ORIGINS', 'https://crm.example.org/desk'],
    ['ALLOWED_ORIGINS', '*'],
    ['ALLOWED_ORIGINS', 'https://desk.example.org/path'],
    ['ALLOWED_ORIGINS', 'https://*.*.example.org'],
    ['ALLOWED_ORIGINS', 'desk.example.org'],
    ['REDIRECT_URIS', 'https://desk.example.org'],
    ['REDIRECT_URIS', 'javascript:alert(1)'],
    ['SIGN_IN_HOURS', '0'],
    ['METRICS_TOKEN', 'short'],
    ['TENANTS', 'North'],
    ['TENANTS', 'north=north.example.org'],
    ['TENANTS', 'north north'],
    ['RATE_LIMIT', 'many'],
    ['TRUST_PROXY', 'everybody'],
    ['TRUST_PROXY', '10.0.0.0/33'],
    ['TRUST_PROXY', '12'],
  ])('stop the start with one sentence that names %s when it is %s', (name, value) => {
    const read = () => readSettings({ [name]: value });
    expect(read).toThrow(SettingsError);
    expect(read).toThrow(new RegExp(`^${name}.*\\.$`));
  });

  it('never repeat a password in such a sentence', () => {
    expect(() => readSettings({ DATABASE_URL: 'mysql://root:hunter2@db/x' })).not.toThrow(/hunter2/);
  });

  it('accept several ancestors, and self', () => {
    const settings = readSettings({
      FRAME_ANCESTORS: 'self https://crm.example.org, https://*.example.com:8443',
    });
    expect(settings.frameAncestors).toEqual([
      "'self'",
      'https://crm.example.org',
      'https://*.example.com:8443',
    ]);
  });

  it('treat empty values as absent', () => {
    expect(readSettings({ PORT: '', DATABASE_URL: ' ' })).toMatchObject({ port: 8080, databaseUrl: null });
  });

  it('stand in the README with the same names and defaults', () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const rows = [...readme.matchAll(/^\| `([A-Z0-9_]+)` +\| *(.*?) *\| *(.*?) *\|$/gm)].map((row) =>
      row.slice(1),
    );
    expect(rows).toEqual(
      Object.entries(SETTINGS).map(([name, { shownDefault, meaning }]) => [name, shownDefault, meaning]),
    );
  });
});

describe('a loopback address', () => {
  it.each(['127.0.0.1', '127.8.8.8', '::1', '[::1]', 'localhost', '::ffff:127.0.0.1'])('is %s', (host) => {
    expect(isLoopback(host)).toBe(true);
  });
  it.each(['0.0.0.0', '::', '10.0.0.1', '127.example.org'])('is not %s', (host) => {
    expect(isLoopback(host)).toBe(false);
  });
});
