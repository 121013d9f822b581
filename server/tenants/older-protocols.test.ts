/** Two contact centres in one process, by the older protocols: what a program shows leads to its own, and nowhere else. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Client, closeClients, type Chat } from '../gateways/chat-solution/testing/client.ts';
import { startServer } from '../main.ts';
import type { RunningServer } from '../running-server.ts';
import { readSettings } from '../settings/settings.ts';
import type { Tenant } from './open-tenant.ts';
import { keyOf, makeTwoTenants, passwordOf, post, TENANTS } from './testing/two-tenants.ts';
import type { TenantId, TwoTenants } from './testing/two-tenants.ts';

let home: TwoTenants;
let server: RunningServer;
const tenantOf = (id: TenantId): Tenant => server.tenants.find((tenant) => tenant.id === id)!;

beforeAll(async () => {
  home = await makeTwoTenants('embedded');
  server = await startServer({ settings: readSettings(home.environment), webDir: null });
}, 120_000);

afterAll(async () => {
  closeClients();
  await server.close();
  await home.remove();
});

it('programs of Chat Solution meet the customers of their own tenant, by their key alone', async () => {
  const bots = new Map<TenantId, Client>();
  for (const tenant of TENANTS) {
    // Whatever else the address says, the key tells whose program it is.
    const bot = await new Client(server.url, { query: { key: keyOf(tenant), tenant: 'north' } }).connected();
    await bot.must('registerBot', { id: 'Bot', name: `Bot of the ${tenant}` });
    bots.set(tenant, bot);
  }
  for (const tenant of TENANTS) {
    const answer = await post(`${server.url}/api/customer/init?tenant=${tenant}`, {
      name: 'Kashif',
      email: 'kashif@ef.com',
      channel: 'web',
    });
    const chat = (await answer.json()) as Chat;
    const customer = await new Client(server.url, { client: '2.5', query: { tenant } }).connected();
    await customer.must('joinConversation', chat);
    await bots.get(tenant)!.hear('initConversation', (asked) => asked.conversationId === chat.conversationId);
    const stranger = await new Client(server.url, {
      query: { tenant: tenant === 'north' ? 'south' : 'north' },
    }).connected();
    expect(await stranger.refused('joinConversation', chat)).toMatch(/^[A-Z_]+$/);
    await customer.must('endConversation', { conversationId: chat.conversationId });
  }
  for (const tenant of TENANTS) expect(bots.get(tenant)!.all('initConversation')).toHaveLength(1);
  const agent = await new Client(server.url, { query: { tenant: 'south' } }).connected();
  const credentials = { agentId: 'agent2', mrd: 'CHAT' };
  expect(await agent.refused('login', { ...credentials, password: passwordOf('north') })).toMatch(
    /^[A-Z_]+$/,
  );
  await agent.must('login', { ...credentials, password: passwordOf('south') });
  closeClients();
});

it('programs of Genesys are told apart by what their sign-in named, and then by their cookie', async () => {
  const basic = (tenant: TenantId) => ({
    authorization: `Basic ${Buffer.from(`agent2:${passwordOf(tenant)}`).toString('base64')}`,
  });
  const me = (query: string, headers: Record<string, string>) =>
    fetch(`${server.url}/api/v2/me${query}`, { headers });
  expect((await me('?tenant=south', basic('north'))).status).toBe(401);
  for (const tenant of TENANTS) {
    const signedIn = await me(`?tenant=${tenant}`, basic(tenant));
    expect(await signedIn.json()).toMatchObject({ user: { lastName: `of-the-${tenant}` } });
    const [cookie = ''] = signedIn.headers.getSetCookie().map((one) => one.split(';')[0]!);
    expect(await (await me('', { cookie })).json()).toMatchObject({
      user: { lastName: `of-the-${tenant}` },
    });
    const handshake = {
      channel: '/meta/handshake',
      version: '1.0',
      supportedConnectionTypes: ['long-polling'],
    };
    const polls = await fetch(`${server.url}/api/v2/notifications/handshake`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify([handshake]),
    });
    expect(await polls.json()).toMatchObject([{ successful: true }]);
    const csrf = signedIn.headers.get('x-csrf-token') ?? '';
    const started = await fetch(`${server.url}/api/v2/me`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie, 'x-csrf-token': csrf },
      body: JSON.stringify({ operationName: 'StartContactCenterSession', channels: ['chat'] }),
    });
    expect(await started.json()).toMatchObject({ statusCode: 0 });
    const other = TENANTS.find((one) => one !== tenant)!;
    const here = (id: TenantId) =>
      tenantOf(id).engine.read(({ world: { state } }) =>
        Object.values(state.agents).some(({ sid }) => sid?.endsWith('.work') === true),
      );
    expect([await here(tenant), tenant === 'north' && (await here(other))]).toEqual([true, false]);
  }
});
