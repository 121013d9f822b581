/** Clients without a broker: who says nothing is let go, and the security log tells who signed in and who failed. */
import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { useConnections } from '../../http/connections.ts';
import { createLogger } from '../../http/logging.ts';
import { RawWebSocket } from '../../testing/raw-web-socket.ts';
import { startConnector } from './start-connector.ts';
import type { RunningConnector } from './start-connector.ts';
import { IS_THERE, PASSWORD, StandIn } from './testing/stand-in.ts';

const ALICE = '1001001';

describe.skipIf(!IS_THERE)('a socket of the connector', () => {
  const app = Fastify();
  const log: Record<string, unknown>[] = [];
  let finesse: StandIn;
  let connector: RunningConnector;

  beforeAll(async () => {
    finesse = await StandIn.start();
    const logger = createLogger('info', {
      write: (line) => void log.push(JSON.parse(line) as Record<string, unknown>),
    });
    useConnections(app, { logger });
    const node = { url: finesse.url, xmppUrl: `${finesse.url.replace('http', 'ws')}/ws/` };
    connector = await startConnector(
      {
        // Nobody listens there.
        brokers: ['stomp://127.0.0.1:1'],
        user: null,
        password: null,
        brokerCaFile: null,
        queue: 'unused',
        commandTimeoutMs: 10_000,
        timeZone: 'UTC',
        finesse: { nodes: [node], caFile: null },
      },
      logger,
      { app, isWelcome: () => true, handshakesPerMinute: 0, commandsPerSecond: 50, silentMs: 400 },
      new Registry(),
    );
    await app.listen({ host: '127.0.0.1', port: 0 });
  }, 90_000);

  afterAll(async () => {
    await connector.close();
    await app.close();
    await finesse.stop();
  });

  const open = () =>
    new WebSocket(`ws://127.0.0.1:${(app.server.address() as AddressInfo).port}/generic-connector`);
  const ended = (socket: WebSocket) =>
    new Promise<number>((resolve) => socket.once('close', (code) => resolve(code)));
  const security = () => log.filter((line) => line.log === 'security');

  it('is let go when it says nothing, and stays when it does', async () => {
    const busy = open();
    const silent = open();
    const answer = new Promise<string>((resolve) => {
      busy.once('message', (data: Buffer) => resolve(data.toString('utf8')));
    });
    busy.once('open', () => busy.send(JSON.stringify({ type: 'Hello#me' })));
    expect(await answer).toContain('System');
    expect(await ended(silent)).toBe(1008);
    expect(busy.readyState).toBe(WebSocket.OPEN);
    busy.close();
  });

  it('takes nothing amiss: half frames, other names, no JSON; whoever comes next is served', async () => {
    const { port } = app.server.address() as AddressInfo;
    const texts = [
      '{}',
      '[]',
      '7',
      'null',
      '{"type":7}',
      '{"type":"#"}',
      '{"type":"__proto__#x"}',
      '{"type":"constructor#1","body":"1"}',
      '{"type":"Connect#1","body":7}',
      `{"type":"Hello#${'a'.repeat(600)}"}`,
      'x'.repeat(40_000),
    ];
    for (const text of texts) {
      const raw = await RawWebSocket.open(port, '/generic-connector');
      raw.text(text);
      raw.binary(Buffer.from([0xff, 0, 7]));
      raw.socket.write(Buffer.from([0x81, 0xff, 0, 0]));
      raw.socket.destroySoon();
      await raw.closed;
    }
    const next = open();
    const answer = new Promise<string>((resolve) => {
      next.once('message', (data: Buffer) => resolve(data.toString('utf8')));
    });
    next.once('open', () => next.send(JSON.stringify({ type: 'Hello#me' })));
    expect(await answer).toContain('System');
    next.close();
    expect(log.filter(({ msg }) => msg === 'an error was contained')).toEqual([]);
  });

  it('tells the security log who signs in and out, who fails, and from where', async () => {
    const socket = open();
    await new Promise((resolve) => socket.once('open', resolve));
    const say = (type: string, body = ''): void => socket.send(JSON.stringify({ type, body }));
    say(`Connect#${ALICE}`, 'me,a-guess');
    say(`Connect#${ALICE}`, `me,${PASSWORD}`);
    say(`Login#${ALICE}`, `${PASSWORD},4001`);
    say(`Logout#${ALICE}`);
    await expect
      .poll(() => security().map(({ event }) => event), { timeout: 10_000 })
      .toEqual(['sign-in-failed', 'sign-in', 'sign-out']);
    const from = {
      way: 'generic-connector',
      address: '127.0.0.1',
      correlationId: expect.any(String) as string,
    };
    expect(security()).toMatchObject([
      { event: 'sign-in-failed', username: null, reason: 'FINESSE_REFUSED', ...from },
      { event: 'sign-in', username: ALICE, ...from },
      { event: 'sign-out', username: ALICE, way: 'generic-connector' },
    ]);
    expect(JSON.stringify(log)).not.toContain(PASSWORD);
    socket.close();
  });
});
