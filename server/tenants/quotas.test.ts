/** A contact centre that has used up what it may use is refused more, and the others notice nothing. */
import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Desk } from '../gateways/agent-manager/testing/desk.ts';
import { closeCustomers, connectCustomer } from '../gateways/customer-channel/testing/customer.ts';
import type { Customer } from '../gateways/customer-channel/testing/customer.ts';
import { startServer } from '../main.ts';
import type { RunningServer } from '../running-server.ts';
import { readSettings } from '../settings/settings.ts';
import type { Tenant } from './open-tenant.ts';
import { bearing, keyOf, makeTwoTenants, post, signIn, webChannelOf } from './testing/two-tenants.ts';
import type { TenantId, TwoTenants } from './testing/two-tenants.ts';

const QUOTAS = { agents: 1, conversations: 1, messagesPerSecond: 3, fileBytes: 100 };

describe('quotas of a contact centre', { timeout: 60_000 }, () => {
  let home: TwoTenants;
  let server: RunningServer;
  const desks: Desk[] = [];

  beforeAll(async () => {
    home = await makeTwoTenants('embedded', { north: { quotas: QUOTAS } });
    server = await startServer({ settings: readSettings(home.environment), webDir: null });
  }, 120_000);
  afterAll(async () => {
    for (const desk of desks) desk.close();
    closeCustomers();
    await server.close();
    await home.remove();
  });

  async function desk(tenant: TenantId, username: string): Promise<Desk> {
    const opened = new Desk(server.url, { token: await signIn(server.url, tenant, username) });
    desks.push(opened);
    return opened;
  }
  const north = (): Tenant => server.tenants.find((tenant) => tenant.id === 'north')!;
  const figures = async (): Promise<string> => (await fetch(`${server.url}/metrics`)).text();

  it('agents: the one too many is told why and stays away; the other contact centre has room', async () => {
    const first = await desk('north', 'agent1');
    await first.hear('snapshotComplete');
    const second = await desk('north', 'agent2');
    expect(await second.hear('errors')).toMatchObject({
      task: 'connect',
      code: 'QUOTA_AGENTS',
      statusCode: 429,
    });
    await expect.poll(() => second.socket.connected).toBe(false);
    for (const username of ['agent1', 'agent2']) {
      await (await desk('south', username)).hear('snapshotComplete');
    }
    const signedIn = await north().engine.read(({ world }) => Object.keys(world.state.agents));
    const signOut = { type: 'agent.logout', id: randomUUID(), sid: null, reasonId: null } as const;
    await north().engine.submit({ ...signOut, agentId: signedIn[0] ?? '' });
    const again = await desk('north', 'agent2');
    await again.hear('snapshotComplete');
  });

  const connectorMessage = (id: string, number: string) => ({
    id,
    header: {
      channelData: { channelCustomerIdentifier: number, serviceIdentifier: '0900' },
      sender: { id: 'c', type: 'CONNECTOR' },
    },
    body: { type: 'PLAIN', markdownText: 'hello' },
  });
  const receive = async (tenant: TenantId, id: string, number: string) => {
    const answer = await post(
      `${server.url}/ccm/message/receive`,
      connectorMessage(id, number),
      keyOf(tenant),
    );
    return { status: answer.status, body: (await answer.json()) as { code?: string } };
  };

  it('conversations: who comes is refused so that a connector sends it again, and it is stored then', async () => {
    const customer: Customer = await connectCustomer(server.url, { channel: webChannelOf('north') });
    expect(await customer.ask('CHAT_REQUESTED', {})).toMatchObject({ code: 200 });
    const other = await connectCustomer(server.url, { channel: webChannelOf('north') });
    expect(await other.ask('CHAT_REQUESTED', {})).toMatchObject({ code: 503, error: 'QUOTA_CONVERSATIONS' });
    const id = randomUUID();
    expect(await receive('north', id, '4917055555')).toMatchObject({
      status: 503,
      body: { code: 'QUOTA_CONVERSATIONS' },
    });
    expect((await receive('south', id, '4917055555')).status).toBe(200);
    expect(await customer.ask('CHAT_ENDED', {})).toMatchObject({ code: 200 });
    expect((await receive('north', id, '4917055555')).status).toBe(200);
  });

  it('messages: too many at once are refused, and sent again they are there once', async () => {
    const ids = Array.from({ length: 40 }, () => randomUUID());
    const first = await Promise.all(ids.map((id) => receive('north', id, '4917055555')));
    const refused = first.filter(({ status }) => status !== 200);
    expect(refused.length).toBeGreaterThan(2);
    expect(new Set(refused.map(({ status, body }) => `${status} ${body.code}`))).toEqual(
      new Set(['429 QUOTA_MESSAGES']),
    );
    const south = await Promise.all(ids.map((id) => receive('south', id, '4917055555')));
    expect(south.every(({ status }) => status === 200)).toBe(true);
    const again = ids.filter((_id, place) => first[place]?.status !== 200).slice(0, 3);
    for (const id of again) {
      await expect
        .poll(async () => (await receive('north', id, '4917055555')).status, { timeout: 20_000 })
        .toBe(200);
    }
    const written = await north().engine.read(({ world }) =>
      Object.values(world.state.conversations).flatMap(({ messages }) => Object.keys(messages)),
    );
    const taken = ids.filter((_id, place) => first[place]?.status === 200);
    for (const id of [...taken, ...again]) expect(written).toContain(id);
    expect(written).toHaveLength(1 + taken.length + again.length);
  });

  it('files: what has no room is refused and not kept; what is removed makes room', async () => {
    const send = async (tenant: TenantId, bytes: number) => {
      const form = new FormData();
      form.set('file', new Blob(['a'.repeat(bytes)], { type: 'text/plain' }), 'a.txt');
      const answer = await fetch(`${server.url}/file-engine/api/uploadFileStream`, {
        method: 'POST',
        headers: bearing(await signIn(server.url, tenant, 'agent3')),
        body: form,
      });
      const body = (await answer.json()) as { name: string; error?: { code: string } };
      return { status: answer.status, ...body };
    };
    const kept = await send('north', 80);
    expect(kept.status).toBe(200);
    expect(await send('north', 30)).toMatchObject({ status: 507, error: { code: 'QUOTA_FILES' } });
    expect((await send('south', 30)).status).toBe(200);
    const folder = join(home.environment.FILES_DIR!, 'north');
    const files = await readdir(folder, { recursive: true, withFileTypes: true });
    expect(files.filter((entry) => entry.isFile()).map(({ name }) => name)).toEqual([kept.name]);
    expect(await north().files.count()).toBe(80);
    expect(await north().files.remove([kept.name])).toBe(1);
    expect((await send('north', 100)).status).toBe(200);
  });

  it('figures say how much of each is used, what it is, and how often it has refused', async () => {
    const text = await figures();
    expect(text).toContain('desk_quota{tenant="north",quota="agents"} 1');
    expect(text).toContain('desk_quota_used{tenant="north",quota="agents"} 1');
    expect(text).toContain('desk_quota_used{tenant="north",quota="files"} 100');
    for (const quota of ['agents', 'conversations', 'messages', 'files']) {
      expect(text).toMatch(
        new RegExp(`desk_quota_refusals_total\\{tenant="north",quota="${quota}"\\} [1-9]`),
      );
      expect(text).not.toContain(`desk_quota_refusals_total{tenant="south",quota="${quota}"}`);
    }
  });
});
