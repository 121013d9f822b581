import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readSettings } from '../settings/settings.ts';
import { createApp } from './app.ts';
import type { Probe } from './health.ts';
import { createLogger } from './logging.ts';
import { createMetrics } from './metrics.ts';

const lines: string[] = [];
const open: FastifyInstance[] = [];
let webDir: string;

beforeAll(() => {
  webDir = mkdtempSync(join(tmpdir(), 'desk-web-'));
  for (const folder of ['assets', 'widget']) mkdirSync(join(webDir, folder));
  for (const page of ['demo', 'shop']) writeFileSync(join(webDir, `${page}.html`), `<title>${page}</title>`);
  writeFileSync(join(webDir, 'widget.js'), 'widget()');
  writeFileSync(join(webDir, 'widget/panel-1a2b.js'), 'panel()');
  writeFileSync(join(webDir, 'index.html'), '<head><title>desk</title></head>');
  writeFileSync(join(webDir, 'chat.html'), '<title>chat</title>');
  writeFileSync(join(webDir, 'assets/desk-1a2b.js'), 'desk()');
  writeFileSync(join(webDir, 'assets/noto-sans-arabic-1a2b.woff2'), 'letters');
  writeFileSync(join(webDir, 'assets/desk-1a2b.js.br'), brotliCompressSync('desk()'));
  writeFileSync(join(webDir, 'secret.json'), '{}');
});
afterAll(() => rmSync(webDir, { recursive: true, force: true }));
afterEach(async () => {
  await Promise.all(open.splice(0).map((app) => app.close()));
  lines.length = 0;
});

async function start(
  environment: Record<string, string> = {},
  probes: Probe[] = [],
  routes: (app: FastifyInstance) => void = () => {},
  demo = false,
): Promise<FastifyInstance> {
  const app = await createApp({
    settings: readSettings(environment),
    logger: createLogger('info', { write: (line) => lines.push(line) }),
    metrics: createMetrics(() =>
      Promise.resolve({ openConversations: 3, queuedTasks: 2, signedInAgents: 1, quotas: [] }),
    ),
    probes,
    webDir,
    defaultChannel: () => 'demo web',
    deskConfig: ({ host }) => ({
      oidc: { url: `http://${host ?? ''}`, realm: 'a</script>$&', clientId: 'desk' },
      demo,
      embedOrigins: ['https://crm.example.org'],
      crmOrigins: [],
      demoOrigins: [],
    }),
    isAllowedOrigin: (origin) => origin === 'https://crm.example',
    demo,
  });
  routes(app);
  await app.ready();
  open.push(app);
  return app;
}

const echo = (app: FastifyInstance): void => {
  app.post('/echo', { schema: { body: z.object({ text: z.string() }) } }, (request) => request.body);
  app.get('/broken', () => {
    throw new Error('a detail of ours, password=hunter2');
  });
};

describe('a refused request', () => {
  const json = { 'content-type': 'application/json' };
  it.each([
    ['malformed JSON', '{"text":', json, 400, 'VALIDATION'],
    ['an empty body', '', json, 400, 'VALIDATION'],
    ['a wrong type', '{"text":7}', json, 400, 'VALIDATION'],
    ['__proto__', '{"text":"a","__proto__":{"admin":true}}', json, 400, 'VALIDATION'],
    ['constructor.prototype', '{"text":"a","constructor":{"prototype":{}}}', json, 400, 'VALIDATION'],
    ['a null byte', '{"text":"a\\u0000b"}', json, 400, 'VALIDATION'],
    [
      'a null byte under another spelling of the content type',
      '{"text":"a\\u0000b"}',
      { 'content-type': 'Application/JSON; charset=utf-8' },
      400,
      'VALIDATION',
    ],
    ['deep nesting', `{"text":${'['.repeat(5000)}${']'.repeat(5000)}}`, json, 400, 'VALIDATION'],
    ['too much', `{"text":"${'x'.repeat(1_048_576)}"}`, json, 413, 'TOO_LARGE'],
    [
      'another content type',
      'text=a',
      { 'content-type': 'application/x-www-form-urlencoded' },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    ['plain text', 'text', { 'content-type': 'text/plain' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ])('for %s gets its code', async (_what, payload, headers, status, code) => {
    const app = await start({}, [], echo);
    const answer = await app.inject({ method: 'POST', url: '/echo', payload, headers });
    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toEqual({
      error: { code, message: expect.any(String), correlationId: answer.headers['x-correlation-id'] },
    });
  });

  it('names an unknown address, a null byte in one and a bad escape', async () => {
    const app = await start();
    expect((await app.inject('/nothing/here')).json()).toMatchObject({ error: { code: 'NOT_FOUND' } });
    expect((await app.inject('/nothing/%00')).statusCode).toBe(400);
    expect((await app.inject('/nothing/%zz')).json()).toMatchObject({ error: { code: 'VALIDATION' } });
  });

  it('is a page in the language of people at unknown addresses, and a code for programs', async () => {
    const app = await start();
    const browser = {
      accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
      'accept-language': 'de-AT,en;q=0.5',
    };
    const page = await app.inject({ url: '/nothing/here', headers: browser });
    expect(page.statusCode).toBe(404);
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.body).toContain('<h1>Seite nicht gefunden</h1>');
    expect(page.body).toContain('href="/"');
    // Its font for Urdu is there, and nothing else may be loaded.
    const [, address = ''] = /src:url\(([^)]+)\)/.exec(page.body) ?? [];
    expect((await app.inject(address)).body).toBe('letters');
    expect(page.headers['content-security-policy']).toContain("font-src 'self'");
    const program = await app.inject({ url: '/nothing/here', headers: { accept: 'application/json' } });
    expect(program.json()).toMatchObject({ error: { code: 'NOT_FOUND' } });
  });

  it('says nothing of what broke inside, and logs it under the same correlation id', async () => {
    const app = await start({}, [], echo);
    const answer = await app.inject({ url: '/broken', headers: { 'x-correlation-id': 'call-7' } });
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toContain('hunter2');
    expect(answer.json()).toMatchObject({ error: { code: 'INTERNAL', correlationId: 'call-7' } });
    expect(lines.map((line) => JSON.parse(line) as object)).toContainEqual(
      expect.objectContaining({ level: 'error', correlationId: 'call-7', err: expect.anything() }),
    );
  });

  it('is 429 with Retry-After beyond the rate limit of a foreign address, and much later on loopback', async () => {
    const app = await start({ RATE_LIMIT: '2' }, [], echo);
    const ask = (remoteAddress: string) => app.inject({ url: '/docs/asyncapi.json', remoteAddress });
    const statuses = [];
    for (let i = 0; i < 3; i++) statuses.push((await ask('203.0.113.9')).statusCode);
    expect(statuses).toEqual([200, 200, 429]);
    const refused = await ask('203.0.113.9');
    expect(refused.headers['retry-after']).toBeDefined();
    expect(refused.json()).toMatchObject({ error: { code: 'RATE_LIMITED' } });
    expect((await ask('203.0.113.10')).statusCode).toBe(200);
    for (let i = 0; i < 10; i++) expect((await ask('127.0.0.1')).statusCode).toBe(200);
  });
});

describe("the desk's page", () => {
  it('tells where to sign in, as data that cannot end its element', async () => {
    const app = await start();
    const page = await app.inject({ url: '/', headers: { host: 'desk.test' } });
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.headers['cache-control']).toBe('no-cache');
    const data =
      /<script type="application\/json" id="desk-config">(.*?)<\/script>/.exec(page.body)?.[1] ?? '';
    expect(JSON.parse(data)).toEqual({
      oidc: { url: 'http://desk.test', realm: 'a</script>$&', clientId: 'desk' },
      demo: false,
      embedOrigins: ['https://crm.example.org'],
      crmOrigins: [],
      demoOrigins: [],
    });
    expect(page.body.match(/<\/script>/g)).toHaveLength(1);
  });
});

describe('correlation ids', () => {
  it('are taken from the caller when they are harmless, and made otherwise', async () => {
    const app = await start();
    const idFor = async (given?: string) =>
      (
        await app.inject({
          url: '/health',
          headers: given === undefined ? {} : { 'x-correlation-id': given },
        })
      ).headers['x-correlation-id'];
    expect(await idFor('order-1.2:3')).toBe('order-1.2:3');
    expect(await idFor()).toMatch(/^[\da-f-]{36}$/);
    expect(await idFor('a b"} {"level":"fatal')).toMatch(/^[\da-f-]{36}$/);
  });
});

describe('the log', () => {
  it('never holds a secret, nor the query of an address', async () => {
    const app = await start({}, [], echo);
    app.log.info(
      {
        headers: { authorization: 'Bearer s3cret', cookie: 'sid=s3cret', 'set-cookie': 's3cret' },
        body: {
          password: 's3cret',
          data: { token: 's3cret', auth: { sessionToken: 's3cret', key: 's3cret' } },
        },
        refresh_token: 's3cret',
      },
      'probe',
    );
    await app.inject({ method: 'POST', url: '/echo?token=s3cret', payload: { text: 'a' } });
    const log = lines.join('');
    expect(log).toContain('[redacted]');
    expect(log).toContain('/echo');
    expect(log).not.toContain('s3cret');
  });
});

describe('pages', () => {
  it('are asked for again each time, while assets are kept and sent compressed', async () => {
    const app = await start();
    const desk = await app.inject('/');
    expect(desk.body).toContain('desk');
    expect(desk.headers['cache-control']).toBe('no-cache');
    expect((await app.inject('/chat?channel=demo-web')).body).toContain('chat');
    const asset = await app.inject({
      url: '/assets/desk-1a2b.js',
      headers: { 'accept-encoding': 'br, gzip' },
    });
    expect(asset.headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-encoding': 'br',
      'content-type': expect.stringContaining('javascript'),
      'x-content-type-options': 'nosniff',
    });
  });

  it('have assets as the browser reads them, whole, in part, or not again', async () => {
    const app = await start();
    const get = (headers: Record<string, string>) => app.inject({ url: '/assets/desk-1a2b.js', headers });
    for (const accepted of ['identity', 'br;q=0, gzip', 'br;q=0.0']) {
      const plain = await get({ 'accept-encoding': accepted });
      expect(plain.headers['content-encoding'], accepted).toBeUndefined();
      expect(plain.headers.vary).toContain('accept-encoding');
      expect(plain.body).toBe('desk()');
    }
    const packed = await get({ 'accept-encoding': 'gzip, br;q=0.5' });
    expect(brotliDecompressSync(packed.rawPayload).toString()).toBe('desk()');
    const part = await get({ 'accept-encoding': 'identity', range: 'bytes=0-3' });
    expect([part.statusCode, part.body]).toEqual([206, 'desk']);
    const head = await app.inject({ method: 'HEAD', url: '/assets/desk-1a2b.js' });
    expect([head.statusCode, head.body]).toEqual([200, '']);
    const again = await get({ 'if-none-match': String(head.headers.etag) });
    expect(again.statusCode).toBe(304);
    expect((await app.inject('/assets/gone-1a2b.js')).statusCode).toBe(404);
  });

  it('send a customer who names no channel to one that there is', async () => {
    const answer = await (await start()).inject('/chat?lang=de');
    expect(answer.statusCode).toBe(302);
    expect(answer.headers.location).toBe('/chat?lang=de&channel=demo+web');
  });

  it('give the widget to pages of every origin, the rest to none', async () => {
    const app = await start();
    for (const [url, kept] of [
      ['/widget.js', 'public, max-age=300'],
      ['/widget/panel-1a2b.js', 'public, max-age=31536000, immutable'],
    ]) {
      const { headers } = await app.inject({ url: url!, headers: { origin: 'https://shop.example' } });
      expect(headers, url).toMatchObject({
        'access-control-allow-origin': '*',
        'cross-origin-resource-policy': 'cross-origin',
        'cache-control': kept,
        'content-type': expect.stringContaining('javascript'),
      });
    }
    for (const url of ['/', '/chat?channel=x', '/assets/desk-1a2b.js']) {
      const { headers } = await app.inject({ url, headers: { origin: 'https://shop.example' } });
      expect(headers['access-control-allow-origin'], url).toBeUndefined();
      expect(headers['cross-origin-resource-policy'], url).toBe('same-origin');
    }
  });

  it('of the demo are there in the demo alone, and may frame each other there', async () => {
    const real = await start();
    expect((await real.inject('/demo')).statusCode).toBe(404);
    expect((await real.inject('/demo/shop')).statusCode).toBe(404);
    const app = await start({ FRAME_ANCESTORS: 'none' }, [], () => {}, true);
    expect((await app.inject('/demo')).body).toContain('demo');
    const shop = await app.inject('/demo/shop');
    expect(shop.body).toContain('shop');
    expect(shop.headers['content-security-policy']).toContain("require-trusted-types-for 'script'");
    for (const url of ['/', '/chat?channel=x', '/demo/shop']) {
      const policy = (await app.inject(url)).headers['content-security-policy'];
      expect(policy, url).toContain("frame-ancestors 'self'");
    }
  });

  it('never lead out of their directory, nor to a file that is not a page', async () => {
    const app = await start();
    for (const url of [
      '/assets/../../package.json',
      '/assets/%2e%2e/secret.json',
      '/secret.json',
      '/assets/',
      '/widget/../index.html',
      '/widget/%2e%2e/secret.json',
    ]) {
      expect((await app.inject(url)).statusCode).toBeGreaterThanOrEqual(400);
    }
  });

  it('L-X1: run no script but our own files, in no foreign frame', async () => {
    const policy = String((await (await start()).inject('/')).headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toContain('unsafe');
  });

  it('are framed by whom each of the two settings names, and by nobody else', async () => {
    const app = await start({
      FRAME_ANCESTORS: 'https://crm.example.org',
      CHAT_FRAME_ANCESTORS: 'https://shop.example.org',
    });
    const frames = async (url: string) =>
      /frame-ancestors ([^;]+)/.exec(String((await app.inject(url)).headers['content-security-policy']))?.[1];
    expect(await frames('/')).toBe('https://crm.example.org');
    expect(await frames('/chat?channel=x')).toBe('https://shop.example.org');
    const chat = String((await app.inject('/chat?channel=x')).headers['content-security-policy']);
    expect(chat).toContain("default-src 'none'; script-src 'self';");
  });

  it('may also be framed by those who sign the desk in, which holds for the desk alone', async () => {
    const frames = async (environment: Record<string, string>, url: string) => {
      const answer = await (await start(environment)).inject(url);
      return /frame-ancestors ([^;]+)/.exec(String(answer.headers['content-security-policy']))?.[1];
    };
    const EMBED_ORIGINS = 'https://crm.example.org https://crm.example.net:8443';
    expect(await frames({ EMBED_ORIGINS }, '/')).toBe(EMBED_ORIGINS);
    expect(await frames({ EMBED_ORIGINS }, '/chat?channel=x')).toBe("'none'");
    expect(await frames({ EMBED_ORIGINS, FRAME_ANCESTORS: 'self' }, '/')).toBe(`'self' ${EMBED_ORIGINS}`);
    const CRM_ORIGINS = 'https://sales.example.org';
    expect(await frames({ CRM_ORIGINS }, '/')).toBe(CRM_ORIGINS);
    expect(await frames({ CRM_ORIGINS, EMBED_ORIGINS }, '/')).toBe(`${EMBED_ORIGINS} ${CRM_ORIGINS}`);
  });

  it('may be framed by FRAME_ANCESTORS and talk to a Keycloak of one’s own', async () => {
    const app = await start({
      FRAME_ANCESTORS: 'https://crm.example.org',
      OIDC_URL: 'https://sso.example.org/auth',
      OIDC_REALM: 'r',
      OIDC_CLIENT: 'c',
    });
    const headers = (await app.inject('/')).headers;
    expect(headers['content-security-policy']).toContain('frame-ancestors https://crm.example.org');
    expect(headers['content-security-policy']).toContain("connect-src 'self' https://sso.example.org;");
    expect(headers['x-frame-options']).toBeUndefined();
  });
});

describe('who may keep an answer', () => {
  it('is nobody, unless the route says so', async () => {
    const app = await start({}, [], (routes) => {
      routes.get('/about-somebody', () => ({ name: 'Ada' }));
      routes.get('/for-an-hour', (_request, reply) =>
        reply.header('cache-control', 'private, max-age=3600').send({}),
      );
    });
    const kept = async (url: string) => (await app.inject(url)).headers['cache-control'];
    expect(await kept('/about-somebody')).toBe('no-store');
    expect(await kept('/nowhere')).toBe('no-store');
    expect(await kept('/for-an-hour')).toBe('private, max-age=3600');
  });
});

describe('pages of other sites', () => {
  const origin = 'https://crm.example';

  it('that are allowed may ask, without credentials, and read the answer', async () => {
    const app = await start({}, [], echo);
    const preflight = await app.inject({
      method: 'OPTIONS',
      url: '/echo',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    });
    expect(preflight.statusCode).toBe(204);
    expect(preflight.headers).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-headers': 'authorization,content-type',
      'access-control-allow-methods': expect.stringContaining('PUT'),
      vary: expect.stringContaining('Origin'),
    });
    expect(preflight.headers['access-control-allow-credentials']).toBeUndefined();
    const answer = await app.inject({
      method: 'POST',
      url: '/echo',
      headers: { origin },
      payload: { text: 'a' },
    });
    expect(answer.headers['access-control-allow-origin']).toBe(origin);
    expect(answer.headers['access-control-expose-headers']).toContain('retry-after');
    // Also a refusal must be readable to the page that asked.
    const refused = await app.inject({ url: '/nowhere', headers: { origin } });
    expect(refused.statusCode).toBe(404);
    expect(refused.headers['access-control-allow-origin']).toBe(origin);
  });

  it('that are not get no word by which a browser would let them', async () => {
    const app = await start({}, [], echo);
    for (const stranger of ['https://evil.example', 'null', 'https://crm.example.evil.example']) {
      const preflight = await app.inject({
        method: 'OPTIONS',
        url: '/echo',
        headers: { origin: stranger, 'access-control-request-method': 'POST' },
      });
      expect(preflight.statusCode).toBe(404);
      expect(preflight.headers['access-control-allow-origin']).toBeUndefined();
    }
  });
});

describe('the security log', () => {
  it('has every refusal, with where it came from, and no secret', async () => {
    const app = await start({ METRICS_TOKEN: 'sixteen-characters' });
    await app.inject({
      url: '/metrics?token=s3cret',
      headers: { authorization: 'Bearer s3cret', 'x-correlation-id': 'call-7' },
      remoteAddress: '203.0.113.9',
    });
    const line = lines
      .map((text) => JSON.parse(text) as Record<string, unknown>)
      .find(({ log }) => log === 'security');
    expect(line).toMatchObject({
      level: 'warn',
      event: 'access-refused',
      address: '203.0.113.9',
      correlationId: 'call-7',
      reason: '401',
      path: '/metrics',
      username: null,
    });
    expect(lines.join('')).not.toContain('s3cret');
  });
});

describe('/health and /ready', () => {
  it('tell alive from able to serve, and which part is not', async () => {
    const app = await start({}, [
      { name: 'database', check: () => Promise.resolve() },
      { name: 'engine', check: () => Promise.reject(new Error('another node owns it')) },
    ]);
    expect((await app.inject('/health')).statusCode).toBe(200);
    const ready = await app.inject('/ready');
    expect(ready.statusCode).toBe(503);
    expect(ready.json()).toEqual({ status: 'unavailable', checks: { database: 'ok', engine: 'failed' } });
  });

  it('are ready when every part is', async () => {
    const app = await start({}, [{ name: 'database', check: () => Promise.resolve() }]);
    expect((await app.inject('/ready')).json()).toEqual({ status: 'ready', checks: { database: 'ok' } });
  });
});

describe('/metrics', () => {
  it('shows the figures to the machine itself, but not through a proxy nor to others', async () => {
    const app = await start();
    const own = await app.inject('/metrics');
    expect(own.body).toContain('desk_open_conversations 3');
    expect(own.body).toContain('desk_queued_tasks 2');
    expect(own.body).toContain('process_cpu_seconds_total');
    const proxied = await app.inject({ url: '/metrics', headers: { 'x-forwarded-for': '203.0.113.9' } });
    expect(proxied.statusCode).toBe(403);
    expect((await app.inject({ url: '/metrics', remoteAddress: '203.0.113.9' })).statusCode).toBe(403);
  });

  it('asks for the token when there is one', async () => {
    const app = await start({ METRICS_TOKEN: 'sixteen-characters' });
    const ask = (authorization: string) =>
      app.inject({ url: '/metrics', headers: { authorization }, remoteAddress: '203.0.113.9' });
    expect((await ask('Bearer sixteen-characters')).statusCode).toBe(200);
    expect((await ask('Bearer sixteen-charactera')).statusCode).toBe(401);
    expect((await app.inject('/metrics')).statusCode).toBe(401);
  });
});
