/** Two contact centres in one process: alike in every name, and nothing of one works or shows in the other. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { agentManagerEvents } from '../../protocol/agent-manager/catalog.ts';
import type { OnTopicData, TaskRequest } from '../../protocol/agent-manager/server-events.ts';
import { askServer } from '../administration/admin-socket.ts';
import { socketAddress } from '../administration/socket-address.ts';
import type { Desk } from '../gateways/agent-manager/testing/desk.ts';
import { Desk as DeskClient } from '../gateways/agent-manager/testing/desk.ts';
import { textMessage as agentText } from '../gateways/agent-manager/testing/work.ts';
import {
  closeCustomers,
  connectCustomer,
  resumeChat,
  startChat,
  textMessage,
} from '../gateways/customer-channel/testing/customer.ts';
import type { Customer } from '../gateways/customer-channel/testing/customer.ts';
import { startServer } from '../main.ts';
import type { RunningServer } from '../running-server.ts';
import { readSettings } from '../settings/settings.ts';
import { describeOnDatabases } from '../testing/describe-on-databases.ts';
import { program } from '../testing/programs.ts';
import type { Tenant } from './open-tenant.ts';
import {
  bearing,
  fileOf,
  keyOf,
  makeTwoTenants,
  post,
  readyDesk,
  signIn,
  TENANTS,
  webChannelOf,
} from './testing/two-tenants.ts';
import type { TenantId, TwoTenants } from './testing/two-tenants.ts';

type Side = {
  token: string;
  desk: Desk;
  customer: Customer;
  conversationId: string;
  customerId: string;
  taskId: string;
  sessionToken: string;
  /** What was said there. */
  words: string;
  file: string;
};

/** The same on both sides: whoever makes these up cannot know of the others. */
const IDENTIFIER = 'the-same-visitor';
const REQUEST = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';
const MESSAGE = '7f9619ff-8b86-4d01-b42d-00cf4fc964ff';
const ANSWER = '8f9619ff-8b86-4d01-b42d-00cf4fc964ff';

/** Events that are about the desk itself, whatever they name. */
const OWN_MATTERS = new Set(['refreshToken', 'changeAgentState', 'agentLogout']);

describeOnDatabases('two tenants in one process', (kind) => {
  describe('with equal names, identifiers and ids', { timeout: 120_000 }, () => {
    let home: TwoTenants;
    let server: RunningServer;
    const sides = new Map<TenantId, Side>();
    const side = (tenant: TenantId): Side => sides.get(tenant)!;
    const tenantOf = (id: TenantId): Tenant => server.tenants.find((tenant) => tenant.id === id)!;

    beforeAll(async () => {
      home = await makeTwoTenants(kind);
      server = await startServer({ settings: readSettings(home.environment), webDir: null });
      for (const tenant of TENANTS) sides.set(tenant, await talk(server.url, tenant));
    }, 120_000);

    afterAll(async () => {
      closeCustomers();
      for (const { desk } of sides.values()) desk.close();
      await server.close();
      await home.remove();
    });

    it('each has its own people, though they are called the same', async () => {
      const login = (tenant: TenantId, password: string) =>
        post(`${server.url}/agent/login?tenant=${tenant}`, { username: 'agent1', password });
      expect((await login('north', 'password-south')).status).toBe(401);
      expect((await login('south', 'password-north')).status).toBe(401);
      // Nothing names a tenant: the first is meant.
      expect(
        (await post(`${server.url}/agent/login`, { username: 'agent1', password: 'password-north' })).status,
      ).toBe(200);
      for (const tenant of TENANTS) {
        // What the token proves wins over what is merely asked for.
        const other = TENANTS.find((one) => one !== tenant)!;
        const me = await fetch(`${server.url}/agent-manager/me?tenant=${other}`, {
          headers: bearing(side(tenant).token),
        });
        expect(await me.json()).toMatchObject({ tenant, keycloak_User: { username: 'agent1' } });
      }
    });

    it('a token whose tenant was changed opens nothing', async () => {
      const [head = '', body = '', signature = ''] = side('north').token.split('.');
      const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>;
      const forged = Buffer.from(JSON.stringify({ ...claims, tenant: 'south' })).toString('base64url');
      const token = `${head}.${forged}.${signature}`;
      expect((await fetch(`${server.url}/agent-manager/me`, { headers: bearing(token) })).status).toBe(401);
      const desk = new DeskClient(server.url, { token });
      expect(await desk.refused()).toMatchObject({ message: 'login-failed' });
      desk.close();
    });

    it('no event of a desk reaches the other, and none that names something there does anything', async () => {
      const south = tenantOf('south');
      const { desk } = side('north');
      const { conversationId, customerId, taskId } = side('south');
      const before = await seqOf(south);
      const heardBefore = side('south').desk.heard.length;
      const names = agentManagerEvents
        .filter(({ direction, name }) => direction === 'toServer' && !OWN_MATTERS.has(name))
        .map(({ name }) => name);
      expect(names.length).toBeGreaterThan(10);
      for (const name of names) {
        const [agentId] = south.directory().users.map(({ id }) => id);
        await desk.ask(name, {
          ...agentText(conversationId, 'from the other side'),
          conversationId,
          conversation: conversationId,
          id: conversationId,
          customerId,
          taskId,
          agentId,
          messageId: MESSAGE,
          to: { id: agentId },
        });
      }
      expect(await seqOf(south)).toBe(before);
      expect(side('south').desk.heard.length).toBe(heardBefore);
      expectNothingOf('south', JSON.stringify(desk.heard));
    });

    it('messages with the same id are different messages, each for its own side', async () => {
      for (const tenant of TENANTS) {
        const { desk, customer, conversationId } = side(tenant);
        const sent = await desk.ask(
          'publishCimEvent',
          agentText(conversationId, `answer of ${tenant}`, ANSWER),
        );
        expect(sent.status).toBe('ok');
        await customer.waitForText(`answer of ${tenant}`);
      }
      for (const tenant of TENANTS) {
        const other = TENANTS.find((one) => one !== tenant)!;
        expect(side(tenant).customer.texts()).toEqual([`answer of ${tenant}`]);
        expectNothingOf(other, JSON.stringify(side(tenant).desk.heard));
        expectNothingOf(other, JSON.stringify(side(tenant).customer.received));
      }
    });

    it('no route shows anything of the other, whatever ids are asked for', async () => {
      const api = (await (await fetch(`${server.url}/docs/openapi.json`)).json()) as {
        paths: Record<string, { get?: unknown }>;
      };
      const { conversationId, customerId } = side('south');
      const supervisor = await signIn(server.url, 'north', 'supervisor1');
      const ids = [
        conversationId,
        customerId,
        ...tenantOf('south')
          .directory()
          .forms.map(({ id }) => id),
      ];
      const paths = Object.keys(api.paths).filter((path) => api.paths[path]?.get !== undefined);
      expect(paths.length).toBeGreaterThan(20);
      for (const path of paths.filter((one) => !one.startsWith('/docs') && one !== '/metrics')) {
        for (const id of path.includes('{') ? ids : ['']) {
          const answer = await fetch(`${server.url}${path.replaceAll(/\{[^}]+\}/g, id)}`, {
            headers: bearing(supervisor),
          });
          expectNothingOf('south', await answer.text(), `${path} ${id}`);
        }
      }
    });

    it('a session belongs to its channel: the token of one resumes nothing in the other', async () => {
      const { sessionToken } = side('south');
      const thief = await connectCustomer(server.url, {
        channel: webChannelOf('north'),
        identifier: IDENTIFIER,
        token: sessionToken,
      });
      expect(await resumeChat(thief)).toEqual({ isChatAvailable: false });
      const again = await connectCustomer(server.url, {
        channel: webChannelOf('south'),
        identifier: IDENTIFIER,
        token: sessionToken,
      });
      expect(await resumeChat(again)).toMatchObject({ conversationId: side('south').conversationId });
    });

    it('the key of a connector leads to its own tenant, with the same number, writer and message', async () => {
      const seen = new Map<TenantId, string>();
      for (const tenant of TENANTS) {
        const answer = await post(
          `${server.url}/ccm/message/receive`,
          connectorMessage(tenant),
          keyOf(tenant),
        );
        expect(answer.status).toBe(200);
        const { conversationId } = (await answer.json()) as { conversationId: string };
        seen.set(tenant, conversationId);
        const known = tenantOf(tenant).engine.read(({ world }) =>
          Object.keys(world.state.conversations).includes(conversationId),
        );
        expect(await known).toBe(true);
      }
      expect(seen.get('north')).not.toBe(seen.get('south'));
      expect(
        (await post(`${server.url}/ccm/message/receive`, connectorMessage('north'), 'no-key')).status,
      ).toBe(401);
    });

    it('files lie apart: a sign-in of the other side does not open them, and no token of it sends there', async () => {
      const url = (name: string) => `${server.url}/file-engine/api/downloadFileStream?filename=${name}`;
      for (const tenant of TENANTS) {
        const other = TENANTS.find((one) => one !== tenant)!;
        expect((await fetch(url(side(tenant).file))).status).toBe(200);
        expect((await fetch(url(side(tenant).file), { headers: bearing(side(tenant).token) })).status).toBe(
          200,
        );
        expect((await fetch(url(side(tenant).file), { headers: bearing(side(other).token) })).status).toBe(
          404,
        );
      }
      const folders = await readdir(home.environment.FILES_DIR!);
      expect(folders.sort()).toEqual(['north', 'south']);
    });

    it('figures, readiness and administration tell the tenants apart', async () => {
      expect(await (await fetch(`${server.url}/ready`)).json()).toEqual({
        status: 'ready',
        checks: { database: 'ok', 'engine north': 'ok', 'engine south': 'ok' },
      });
      const figures = await (await fetch(`${server.url}/metrics`)).text();
      for (const tenant of TENANTS) {
        expect(figures).toContain(`desk_contact_centre_up{tenant="${tenant}"} 1`);
        expect(figures).toMatch(new RegExp(`desk_commands_total\\{tenant="${tenant}"`));
      }
      const address = socketAddress(home.environment.DATA_DIR!);
      expect(await askServer(address, null, { do: 'status' })).toMatchObject({
        ok: false,
        message: 'There are several tenants: name one with --tenant (north, south).',
      });
      const stolen = { ...fileOf('north'), tenant: 'south' };
      expect(
        await askServer(address, 'south', { do: 'config.apply', file: stolen, resetSecrets: true }),
      ).toMatchObject({ ok: false, message: expect.stringContaining('must not share') as string });
    });

    it('a customer is forgotten in one and stays in the other', async () => {
      const address = socketAddress(home.environment.DATA_DIR!);
      const find = async (tenant: TenantId) => {
        const reply = await askServer(address, tenant, { do: 'customers.find', text: '4917012345' });
        return reply?.ok === true ? reply.lines.join() : '';
      };
      const id = (await find('north')).split(' ')[0]!;
      expect(await askServer(address, 'south', { do: 'customers.erase', id })).toMatchObject({ ok: false });
      const over = connectorMessage('north');
      await post(
        `${server.url}/ccm/message/receive`,
        { ...over, id: REQUEST, header: { ...over.header, intent: 'END_CHAT' } },
        keyOf('north'),
      );
      expect(await askServer(address, 'north', { do: 'customers.erase', id })).toMatchObject({ ok: true });
      expect(await find('north')).toBe('Nobody found.');
      expect(await find('south')).toContain('4917012345');
    });
  });

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

/** A customer of the tenant talks with its agent1, who sends a file. */
async function talk(url: string, tenant: TenantId): Promise<Side> {
  const token = await signIn(url, tenant, 'agent1');
  const desk = await readyDesk(url, token);
  const customer = await connectCustomer(url, { channel: webChannelOf(tenant), identifier: IDENTIFIER });
  const { conversationId, sessionToken } = await startChat(customer, { requestId: REQUEST });
  const words = `said-in-the-${tenant}`;
  const offer = await desk.hear<TaskRequest>('taskRequest', (one) => one.conversationId === conversationId);
  await desk.ask('topicSubscription', { conversationId, taskId: offer.taskId });
  const topic = await desk.hear<OnTopicData>('onTopicData');
  expect(await customer.ask('MESSAGE_RECEIVED', textMessage(words, MESSAGE))).toMatchObject({ code: 200 });
  await desk.until(() => JSON.stringify(desk.all('onCimEvent')).includes(words), 'the message');
  const form = new FormData();
  form.set('file', new Blob(['a note'], { type: 'text/plain' }), 'note.txt');
  const stored = await fetch(`${url}/file-engine/api/uploadFileStream`, {
    method: 'POST',
    headers: bearing(tenant === 'north' ? token : sessionToken),
    body: form,
  });
  const { name } = (await stored.json()) as { name: string };
  const { taskId } = offer;
  const customerId = topic.topicData.customer._id;
  return { token, desk, customer, conversationId, customerId, taskId, sessionToken, words, file: name };
}

/** How far the journal of a tenant is, after everything that was asked so far. */
async function seqOf({ engine }: Tenant): Promise<number> {
  await engine.read(() => null);
  return engine.seq;
}

/** Nothing that a person of the tenant is called or has said is in there. */
function expectNothingOf(tenant: TenantId, text: string, where = ''): void {
  for (const words of [`said-in-the-${tenant}`, `of-the-${tenant}`, `answer of ${tenant}`]) {
    expect(text, where).not.toContain(words);
  }
}

/** The same number writes to the same number, with the same id. */
function connectorMessage(tenant: TenantId) {
  return {
    id: MESSAGE,
    header: {
      channelData: { channelCustomerIdentifier: '4917012345', serviceIdentifier: '0900' },
      sender: { id: 'c', type: 'CONNECTOR' },
    },
    body: { type: 'PLAIN', markdownText: `said-in-the-${tenant}` },
  };
}
