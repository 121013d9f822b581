/** A short run of the attack; `npm run bench -- fuzz` runs a long one from another seed. */
import { randomUUID } from 'node:crypto';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LOCAL_CALLER } from '../../identity/testing/caller.ts';
import { startServer } from '../../main.ts';
import type { RunningServer } from '../../running-server.ts';
import { readSettings } from '../../settings/settings.ts';
import { makeTestDatabase, settingsOf } from '../test-database.ts';
import type { TestDatabasePlace } from '../test-database.ts';
import { attack } from './attack.ts';

let place: TestDatabasePlace;
let server: RunningServer;
/** What nobody caught, with where it came from. */
const unhandled: string[] = [];
const note = (error: unknown) =>
  void unhandled.push(error instanceof Error ? (error.stack ?? '') : String(error));

beforeAll(async () => {
  process.on('unhandledRejection', note);
  process.on('uncaughtException', note);
  place = await makeTestDatabase();
  server = await startServer({
    settings: readSettings({
      PORT: '0',
      LOG_LEVEL: 'silent',
      DEMO: 'on',
      ...settingsOf(place),
      // What is tried here is what comes behind the limits.
      REFUSAL_LIMIT: '0',
      HANDSHAKE_LIMIT: '0',
      CHAT_LIMIT: '0',
      HISTORY_LIMIT: '0',
      EVENT_LIMIT: '100000',
      // Half a request waits for no longer than this.
      REQUEST_TIMEOUT: '3',
    }),
    webDir: null,
  });
}, 180_000);
afterAll(async () => {
  await server.close();
  await place.remove();
  process.off('unhandledRejection', note);
  process.off('uncaughtException', note);
});

it('no packet from outside ends the server, breaks something inside, or keeps others from being served', async () => {
  const seed = process.env.FUZZ_SEED ?? '1';
  const packets = 3_000;
  process.stdout.write(`fuzz: seed ${seed}, ${packets} packets\n`);
  const { token } = await server.identity.signIn('agent1', 'demo', LOCAL_CALLER);
  const customer = io(server.url, {
    path: '/web-channel-manager/socket.io',
    transports: ['websocket'],
    auth: { serviceIdentifier: 'demo-web', channelCustomerIdentifier: `honest-${randomUUID()}` },
  });
  const ask = (event: string, payload: unknown) =>
    customer.timeout(10_000).emitWithAck(event, payload) as Promise<{ code?: number }>;
  expect(await ask('CHAT_REQUESTED', {})).toMatchObject({ code: 200 });
  const state = { attacking: true };
  const attacked = attack({
    port: server.port,
    seed,
    packets,
    lanes: 6,
    agent: { username: 'agent2', password: 'demo' },
    connectorKey: 'demo-connector',
    agentToken: () => Promise.resolve(token),
  }).finally(() => (state.attacking = false));
  const served = async () => {
    while (state.attacking) {
      expect((await fetch(`${server.url}/health`)).status).toBe(200);
      const body = { type: 'PLAIN', markdownText: 'still served?' };
      expect(await ask('MESSAGE_RECEIVED', { id: randomUUID(), header: {}, body })).toMatchObject({
        code: 200,
      });
    }
  };
  const [report] = await Promise.all([attacked, served()]);
  customer.disconnect();
  expect(report.packets).toBeGreaterThan(packets / 2);
  expect(unhandled).toEqual([]);
  expect((await fetch(`${server.url}/ready`)).status).toBe(200);
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  expect(metrics.match(/^desk_contained_errors_total.*$/gm) ?? []).toEqual([]);
}, 120_000);
