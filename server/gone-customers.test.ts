/** Customers who were there when a server ended, and do not come back to the next one. */
import { randomUUID } from 'node:crypto';
import { io } from 'socket.io-client';
import { expect, it, onTestFinished } from 'vitest';
import { startServer } from './main.ts';
import type { RunningServer } from './running-server.ts';
import { readSettings } from './settings/settings.ts';
import { makeTestDatabase } from './testing/test-database.ts';
import type { TestDatabasePlace } from './testing/test-database.ts';

async function start({ options }: TestDatabasePlace): Promise<RunningServer> {
  const { dataDir: DATA_DIR, databaseUrl: DATABASE_URL } = options;
  const settings = readSettings({ PORT: '0', LOG_LEVEL: 'silent', DATA_DIR, DATABASE_URL });
  const server = await startServer({ settings, webDir: null });
  onTestFinished(() => server.close());
  return server;
}

const sessionsOf = ({ engine }: RunningServer) =>
  engine.read(({ world }) => Object.values(world.state.sessions).map(({ connected }) => connected));

it('are found to be gone once they could come', async () => {
  const place = await makeTestDatabase();
  onTestFinished(() => place.remove());
  const first = await start(place);
  const customer = io(first.url, {
    path: '/web-channel-manager/socket.io',
    transports: ['websocket'],
    reconnection: false,
    auth: { serviceIdentifier: 'demo-web', channelCustomerIdentifier: `gone-${randomUUID()}` },
  });
  onTestFinished(() => {
    customer.disconnect();
  });
  expect(await customer.timeout(20_000).emitWithAck('CHAT_REQUESTED', {})).toMatchObject({ code: 200 });
  expect(await sessionsOf(first)).toEqual([true]);
  await first.close();

  const second = await start(place);
  await expect.poll(() => sessionsOf(second), { timeout: 20_000 }).toEqual([false]);
}, 60_000);
