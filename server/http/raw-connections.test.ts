/** What clients do to a connection that no HTTP client library would: bytes in, bytes out. */
import { connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { readSettings } from '../settings/settings.ts';
import { createApp } from './app.ts';
import { createLogger } from './logging.ts';
import { createMetrics } from './metrics.ts';

const open: FastifyInstance[] = [];
const sockets: Socket[] = [];

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await Promise.all(open.splice(0).map((app) => app.close()));
});

async function start(environment: Record<string, string> = {}): Promise<FastifyInstance> {
  const app = await createApp({
    settings: readSettings(environment),
    logger: createLogger('trace', { write: () => {} }),
    metrics: createMetrics(() =>
      Promise.resolve({ openConversations: 0, queuedTasks: 0, signedInAgents: 0, quotas: [] }),
    ),
    probes: [],
    webDir: null,
    defaultChannel: () => null,
    deskConfig: () => ({
      oidc: { url: '', realm: '', clientId: '' },
      demo: false,
      embedOrigins: [],
      crmOrigins: [],
      demoOrigins: [],
    }),
    isAllowedOrigin: () => false,
    demo: false,
  });
  app.post('/echo', (request) => ({ got: request.body }));
  await app.listen({ host: '127.0.0.1', port: 0 });
  open.push(app);
  return app;
}

/** A raw connection; `ended` resolves with all that came, once the server has closed it. */
function dial(app: FastifyInstance) {
  const { port } = app.server.address() as AddressInfo;
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  let text = '';
  const waiting = new Set<() => void>();
  socket.on('data', (chunk) => {
    text += chunk.toString();
    for (const look of waiting) look();
  });
  socket.on('error', () => {});
  const ended = new Promise<string>((resolve) => socket.once('close', () => resolve(text)));
  const answers = (part: string) =>
    new Promise<string>((resolve) => {
      const look = () => text.includes(part) && resolve(text);
      waiting.add(look);
      look();
    });
  return { socket, ended, answers };
}

const healthy = async (app: FastifyInstance) => {
  const { port } = app.server.address() as AddressInfo;
  return (await fetch(`http://127.0.0.1:${port}/health`)).status === 200;
};
const connections = (app: FastifyInstance) =>
  new Promise<number>((resolve, reject) =>
    app.server.getConnections((error, count) => (error === null ? resolve(count) : reject(error))),
  );

const upgrade = (path: string, protocol: string, more = '') =>
  `GET ${path} HTTP/1.1\r\nHost: desk\r\nConnection: Upgrade${more === '' ? '' : ', HTTP2-Settings'}\r\n` +
  `Upgrade: ${protocol}\r\n${more}\r\n`;

describe('an upgrade', () => {
  it.each([
    ['websocket', '/', 404, 'NOT_FOUND'],
    ['websocket', '/chat', 404, 'NOT_FOUND'],
    ['TLS/1.2', '/', 400, 'VALIDATION'],
    ['h3', '/health', 400, 'VALIDATION'],
  ])('to %s at %s is refused with a code, and closed', async (protocol, path, status, code) => {
    const app = await start();
    const { socket, ended } = dial(app);
    socket.write(upgrade(path, protocol));
    const answer = await ended;
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(JSON.parse(answer.slice(answer.indexOf('{')))).toMatchObject({
      error: { code, correlationId: expect.any(String) },
    });
  });

  it('to HTTP/2 is answered as HTTP/1.1, body and all, and the connection serves on', async () => {
    const app = await start();
    const { socket, answers } = dial(app);
    const body = '{"text":"hello"}';
    socket.write(
      'POST /echo HTTP/1.1\r\nHost: desk\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n' +
        `HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`,
    );
    // The body comes on its own, as from a client that sends headers first.
    socket.write(body);
    expect(await answers('{"got":{"text":"hello"}}')).toMatch(/^HTTP\/1.1 200 OK/);
    socket.write(upgrade('/health', 'h2c', 'HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\n'));
    expect(await answers('{"status":"ok"}')).toContain('200 OK');
    socket.write('GET /health HTTP/1.1\r\nHost: desk\r\nConnection: close\r\n\r\n');
    expect((await answers('Connection: close')).match(/HTTP\/1.1 200 OK/g)).toHaveLength(3);
  });

  it('that is reset does no harm and leaves nothing behind', async () => {
    const app = await start();
    await Promise.all(
      Array.from({ length: 50 }, async (_, i) => {
        const { socket, ended } = dial(app);
        socket.write(upgrade(['/', '/nowhere', '/health'][i % 3]!, ['websocket', 'h2c', 'x'][i % 3]!));
        await new Promise((resolve) => socket.once('connect', resolve));
        socket.resetAndDestroy();
        await ended;
      }),
    );
    expect(await healthy(app)).toBe(true);
    await expect.poll(() => connections(app)).toBeLessThanOrEqual(1);
  });
});

describe('what is no HTTP', () => {
  it.each([
    ['noise', '\u0000\u0001\u0002 noise\r\n\r\n', '400'],
    ['a wrong header', 'GET / HTTP/1.1\r\nHost: a\r\nbad header\r\n\r\n', '400'],
    [
      'two lengths',
      'POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx',
      '400',
    ],
    ['headers without end', `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, '431'],
  ])('(%s) is refused with a code at every log level, and closed', async (_what, bytes, status) => {
    const app = await start();
    const { socket, ended } = dial(app);
    socket.write(bytes);
    const answer = await ended;
    expect(answer).toContain(`HTTP/1.1 ${status} `);
    expect(answer).toContain('"code":');
    expect(await healthy(app)).toBe(true);
  });
});

describe('a slow or large request', () => {
  it.each([
    ['that sends nothing', ''],
    ['that stops in its headers', 'POST /echo HTTP/1.1\r\nHost: a\r\n'],
    [
      'that stops in its body',
      'POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{',
    ],
  ])('%s is let go', async (_what, bytes) => {
    const app = await start({ REQUEST_TIMEOUT: '1' });
    const { socket, ended } = dial(app);
    if (bytes !== '') socket.write(bytes);
    expect(await ended).toMatch(/^HTTP\/1.1 408 /);
  });

  it.each([
    ['announced', 'Content-Length: 300000000\r\n\r\n'],
    ['in pieces', 'Transfer-Encoding: chunked\r\n\r\n'],
    ['to an address that there is not', 'Content-Length: 300000000\r\n\r\n', '/nowhere'],
  ])('that is too large (%s) is refused without being read', async (_what, headers, path = '/echo') => {
    const app = await start({ BODY_LIMIT: '2048' });
    const { socket, ended } = dial(app);
    socket.write(`POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n${headers}`);
    const piece = 'x'.repeat(65_536);
    const pieces = headers.includes('chunked') ? `10000\r\n${piece}\r\n` : piece;
    const pour = (): void => {
      while (!socket.destroyed && socket.write(pieces));
      if (!socket.destroyed) socket.once('drain', pour);
    };
    pour();
    expect(await ended).toMatch(/^HTTP\/1.1 413 /);
  });
});
