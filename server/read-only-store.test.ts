/** A PostgreSQL that turns read-only (a failover to a replica) and comes back, met from outside. */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import { Browser, CodeFlow } from './identity/testing/browser.ts';
import { startServer } from './main.ts';
import type { RunningServer } from './running-server.ts';
import { readSettings } from './settings/settings.ts';
import { TEST_DATABASE_URL } from './testing/test-database.ts';

const name = `read_only_${randomUUID().replaceAll('-', '')}`;
let server: RunningServer | undefined;
let customer: Socket | undefined;

/** Runs one statement as the operator, outside the database of the test. */
async function operate(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: TEST_DATABASE_URL });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

/** Every connection ends, and new ones may only read, or write again. */
async function setReadOnly(on: boolean): Promise<void> {
  await operate(`alter database ${name} set default_transaction_read_only = ${on ? 'on' : 'off'}`);
  await operate(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`);
}

beforeAll(async () => {
  if (TEST_DATABASE_URL === undefined) return;
  await operate(`create database ${name}`);
  const url = new URL(TEST_DATABASE_URL);
  url.pathname = `/${name}`;
  server = await startServer({
    settings: readSettings({ PORT: '0', LOG_LEVEL: 'silent', DATABASE_URL: url.href }),
    webDir: null,
  });
}, 60_000);

afterAll(async () => {
  customer?.disconnect();
  await server?.close();
  if (TEST_DATABASE_URL !== undefined) await operate(`drop database ${name} with (force)`);
});

it.skipIf(TEST_DATABASE_URL === undefined)(
  'answers 503 and a coded refusal while the store is read-only, and goes on afterwards',
  async () => {
    const { url } = server!;
    const ready = async () => (await fetch(`${url}/ready`)).status;
    const line = io(url, {
      path: '/web-channel-manager/socket.io',
      transports: ['websocket'],
      auth: { serviceIdentifier: 'demo-web', channelCustomerIdentifier: `reader-${randomUUID()}` },
    });
    customer = line;
    const write = () =>
      line.timeout(20_000).emitWithAck('MESSAGE_RECEIVED', {
        id: randomUUID(),
        header: {},
        body: { type: 'PLAIN', markdownText: 'Is anybody there?' },
      }) as Promise<{ code: number }>;
    expect(await line.timeout(20_000).emitWithAck('CHAT_REQUESTED', {})).toMatchObject({ code: 200 });
    expect(await ready()).toBe(200);

    await setReadOnly(true);
    await expect.poll(ready, { timeout: 20_000 }).toBe(503);
    expect(await write()).toMatchObject({ code: 503 });
    const signIn = await fetch(`${url}/agent/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'agent1', password: 'demo' }),
    });
    expect(signIn.status).toBe(503);
    expect(await signIn.json()).toMatchObject({ error: { code: 'UNAVAILABLE' } });
    const page = await new Browser().get(new CodeFlow(`${url}/realms/demo`, 'agent-desk', `${url}/`).url());
    expect(page.status).toBe(503);
    expect(await page.text()).toContain('temporarily_unavailable');

    await setReadOnly(false);
    await expect.poll(ready, { timeout: 20_000 }).toBe(200);
    expect(await write()).toMatchObject({ code: 200 });
  },
  90_000,
);
