/** What one of two contact centres in a process loses is its own affair: the other goes on. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import type { OnTopicData } from '../../protocol/agent-manager/server-events.ts';
import { Desk as DeskClient } from '../gateways/agent-manager/testing/desk.ts';
import { textMessage as agentText } from '../gateways/agent-manager/testing/work.ts';
import {
  closeCustomers,
  connectCustomer,
  resumeChat,
} from '../gateways/customer-channel/testing/customer.ts';
import { startServer } from '../main.ts';
import { readSettings } from '../settings/settings.ts';
import { describeOnDatabases } from '../testing/describe-on-databases.ts';
import { program } from '../testing/programs.ts';
import { ANSWER, expectNothingOf, IDENTIFIER, talk } from './testing/sides.ts';
import type { Side } from './testing/sides.ts';
import { bearing, makeTwoTenants, post, signIn, TENANTS, webChannelOf } from './testing/two-tenants.ts';
import type { TenantId, TwoTenants } from './testing/two-tenants.ts';

describeOnDatabases('one of two tenants', (kind) => {
  it(
    'a tenant that another process takes over ends here alone, and the server says so',
    { timeout: 120_000 },
    async () => {
      const home = await makeTwoTenants(kind);
      const lost: Error[] = [];
      const server = await startServer({
        settings: readSettings(home.environment),
        webDir: null,
        onFatal: (error) => lost.push(error),
      });
      const north = await talk(server.url, 'north');
      const south = await talk(server.url, 'south');
      await server.database.pool.query(
        "update ownership set owner = 'another', fence = fence + 1 where tenant = 'south'",
      );
      await south.desk.gone();
      await expect
        .poll(async () => (await fetch(`${server.url}/ready`)).json())
        .toEqual({
          status: 'degraded',
          checks: { database: 'ok', 'engine north': 'ok', 'engine south': 'failed' },
        });
      expect((await fetch(`${server.url}/ready`)).status).toBe(200);
      expect(await (await fetch(`${server.url}/metrics`)).text()).toContain(
        'desk_contact_centre_up{tenant="south"} 0',
      );
      const me = await fetch(`${server.url}/agent-manager/me`, { headers: bearing(south.token) });
      expect(me.status).toBe(503);
      const back = new DeskClient(server.url, { token: south.token });
      expect(await back.refused()).toMatchObject({ message: 'unavailable' });
      await north.desk.ask('publishCimEvent', agentText(north.conversationId, 'still here', ANSWER));
      await north.customer.waitForText('still here');
      expect(lost).toEqual([]);
      await server.database.pool.query(
        "update ownership set owner = 'another', fence = fence + 1 where tenant = 'north'",
      );
      // Nobody is left to be served.
      await expect.poll(() => lost.length).toBe(1);
      closeCustomers();
      for (const desk of [north.desk, back]) desk.close();
      await server.close();
      await home.remove();
    },
  );

  it('a tenant that cannot be read leaves the others alone', { timeout: 120_000 }, async () => {
    const home = await makeTwoTenants(kind);
    const first = await startServer({ settings: readSettings(home.environment), webDir: null });
    const token = await signIn(first.url, 'south', 'agent1');
    await first.database.pool.query("update journal set version = 999 where tenant = 'south'");
    await first.database.pool.query("delete from snapshots where tenant = 'south'");
    await first.close();
    const server = await startServer({ settings: readSettings(home.environment), webDir: null });
    expect(await (await fetch(`${server.url}/ready`)).json()).toMatchObject({
      status: 'degraded',
      checks: { 'engine north': 'ok', 'engine south': 'failed' },
    });
    expect((await fetch(`${server.url}/agent-manager/me?tenant=south`)).status).toBe(503);
    expect(
      (await post(`${server.url}/agent/login?tenant=south`, { username: 'agent1', password: 'x' })).status,
    ).toBe(503);
    const desk = new DeskClient(server.url, { token });
    expect(await desk.refused()).toMatchObject({ message: 'unavailable' });
    desk.close();
    const { desk: working, customer } = await talk(server.url, 'north');
    working.close();
    customer.close();
    await server.close();
    await home.remove();
  });

  it('a killed process leaves both as they were', { timeout: 120_000 }, async () => {
    const home = await makeTwoTenants(kind);
    // Tokens are those of an address: it has to be the same after the restart.
    const port = await freePort();
    const killed = await serveIn(home, port);
    const before = new Map<TenantId, Side>();
    for (const tenant of TENANTS) before.set(tenant, await talk(killed.url, tenant));
    killed.child.kill('SIGKILL');
    await killed.ended;
    closeCustomers();
    const again = await serveIn(home, port);
    for (const tenant of TENANTS) {
      const { token, conversationId, sessionToken, words, desk: old } = before.get(tenant)!;
      old.close();
      const desk = new DeskClient(again.url, { token });
      const topic = await desk.hear<OnTopicData>('onTopicData');
      expect(topic.conversationId).toBe(conversationId);
      expect(JSON.stringify(topic)).toContain(words);
      expectNothingOf(tenant === 'north' ? 'south' : 'north', JSON.stringify(desk.heard));
      const customer = await connectCustomer(again.url, {
        channel: webChannelOf(tenant),
        identifier: IDENTIFIER,
        token: sessionToken,
      });
      expect(await resumeChat(customer)).toMatchObject({ isChatAvailable: true, conversationId });
      desk.close();
    }
    closeCustomers();
    again.child.kill('SIGKILL');
    await again.ended;
    await home.remove();
  });
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** The server as a process of its own. */
async function serveIn({ environment }: TwoTenants, port: number) {
  const child = spawn(process.execPath, [await program('main')], {
    env: { PATH: process.env.PATH, ...environment, PORT: String(port), LOG_LEVEL: 'fatal' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const url = new Promise<string>((resolve) => {
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const [, found] = /Desk +(http:\S+)\/\n/.exec(output) ?? [];
      if (found !== undefined) resolve(found);
    });
  });
  const failed = ended.then(() => Promise.reject(new Error('It ended before it was ready.')));
  failed.catch(() => undefined);
  return { child, ended, url: await Promise.race([url, failed]) };
}
