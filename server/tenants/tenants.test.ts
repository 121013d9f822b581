/** Two contact centres in one process: alike in every name, and nothing of one works or shows in the other. */
import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agentManagerEvents } from '../../protocol/agent-manager/catalog.ts';
import { askServer } from '../administration/admin-socket.ts';
import { socketAddress } from '../administration/socket-address.ts';
import { Desk as DeskClient } from '../gateways/agent-manager/testing/desk.ts';
import { refusalsOf, STRANGER_CODES } from '../gateways/agent-manager/testing/supervisor-verbs.ts';
import { textMessage as agentText } from '../gateways/agent-manager/testing/work.ts';
import {
  closeCustomers,
  connectCustomer,
  resumeChat,
} from '../gateways/customer-channel/testing/customer.ts';
import { startServer } from '../main.ts';
import type { RunningServer } from '../running-server.ts';
import { readSettings } from '../settings/settings.ts';
import { describeOnDatabases } from '../testing/describe-on-databases.ts';
import type { Tenant } from './open-tenant.ts';
import {
  ANSWER,
  connectorMessage,
  expectNothingOf,
  IDENTIFIER,
  MESSAGE,
  REQUEST,
  seqOf,
  talk,
} from './testing/sides.ts';
import type { Side } from './testing/sides.ts';
import {
  bearing,
  fileOf,
  keyOf,
  makeTwoTenants,
  post,
  signIn,
  TENANTS,
  webChannelOf,
} from './testing/two-tenants.ts';
import type { TenantId, TwoTenants } from './testing/two-tenants.ts';

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

    it('no verb of a supervisor reaches an agent, a conversation or a queue of the other', async () => {
      const south = tenantOf('south');
      const ids = await south.engine.read(({ world: { state } }) => {
        const { conversationId } = side('south');
        const task = Object.values(state.tasks).find((one) => one.conversationId === conversationId);
        return {
          conversationId,
          agentId: task?.agentId ?? '',
          queueId: task?.queueId ?? '',
          mrdId: task?.mrdId ?? '',
        };
      });
      expect(Object.values(ids)).not.toContain('');
      const boss = new DeskClient(server.url, { token: await signIn(server.url, 'north', 'supervisor1') });
      await boss.hear('snapshotComplete');
      const before = await seqOf(south);
      const heardBefore = side('south').desk.heard.length;
      boss.clear();
      const codes = await refusalsOf(boss, ids);
      expect(codes.filter((code) => !STRANGER_CODES.includes(code))).toEqual([]);
      await boss.ask('watchFloor', { on: true });
      const floor = await boss.hear<object>('floorSnapshot');
      expect(JSON.stringify(floor)).not.toContain(ids.conversationId);
      expectNothingOf('south', JSON.stringify(boss.heard));
      expect(await seqOf(south)).toBe(before);
      expect(side('south').desk.heard.length).toBe(heardBefore);
      expect(side('south').desk.socket.connected).toBe(true);
      boss.close();
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
});
