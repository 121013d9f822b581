/** Two contact centres in one process that are alike in everything but what has to tell them apart, and in their words. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import demo from '../../demo.json' with { type: 'json' };
import { Desk } from '../../gateways/agent-manager/testing/desk.ts';
import { makeTestDatabase } from '../../testing/test-database.ts';
import type { TestDatabaseKind, TestDatabasePlace } from '../../testing/test-database.ts';

export const TENANTS = ['north', 'south'] as const;
export type TenantId = (typeof TENANTS)[number];

/** What tells the tenants apart. */
export const webChannelOf = (tenant: TenantId): string => `${tenant}-demo-web`;
export const keyOf = (tenant: TenantId): string => `key-of-the-connector-${tenant}`;
export const passwordOf = (tenant: TenantId): string => `password-${tenant}`;

/** The demo's file for a tenant: same users, queues, teams, channels by name, and the same telephone number. */
export function fileOf(tenant: TenantId): Record<string, unknown> {
  return {
    ...demo,
    tenant,
    users: demo.users.map((user) => ({
      ...user,
      password: passwordOf(tenant),
      lastName: `of-the-${tenant}`,
    })),
    channels: demo.channels.map((channel) => ({
      ...channel,
      ...(channel.type === 'WEB' && { serviceIdentifier: `${tenant}-${channel.serviceIdentifier}` }),
    })),
    connectors: demo.connectors.map((connector) => ({ ...connector, key: keyOf(tenant) })),
  };
}

/** Where two tenants live: it outlasts the processes that serve them. */
export type TwoTenants = {
  place: TestDatabasePlace;
  environment: Record<string, string>;
  remove(): Promise<void>;
};

/** @param different what differs in a tenant's file */
export async function makeTwoTenants(
  kind: TestDatabaseKind,
  different: Partial<Record<TenantId, Record<string, unknown>>> = {},
): Promise<TwoTenants> {
  const place = await makeTestDatabase(kind);
  const folder = await mkdtemp(join(tmpdir(), 'agent-desk-tenants-'));
  for (const tenant of TENANTS) {
    await writeFile(
      join(folder, `${tenant}.json`),
      JSON.stringify({ ...fileOf(tenant), ...different[tenant] }),
    );
  }
  const { dataDir = join(folder, 'data'), databaseUrl } = place.options;
  return {
    place,
    environment: {
      PORT: '0',
      LOG_LEVEL: 'silent',
      TENANTS: TENANTS.join(' '),
      CONFIG_FILE: join(folder, '{tenant}.json'),
      DATA_DIR: dataDir,
      FILES_DIR: join(folder, 'files'),
      DATABASE_TIMEOUT: '60000',
      ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
    },
    remove: async () => {
      await place.remove();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Signs in with a name and a password, as a program does that knows its tenant. */
export async function signIn(url: string, tenant: TenantId, username: string): Promise<string> {
  const answer = await post(`${url}/agent/login?tenant=${tenant}`, {
    username,
    password: passwordOf(tenant),
  });
  if (answer.status !== 200) throw new Error(`${answer.status}: ${await answer.text()}`);
  const { data } = (await answer.json()) as { data: { token: string } };
  return data.token;
}

export function post(url: string, body: unknown, bearer?: string): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(bearer !== undefined && bearing(bearer)) },
    body: JSON.stringify(body),
  });
}

export const bearing = (token: string) => ({ authorization: `Bearer ${token}` });

/** A desk that is ready for work. */
export async function readyDesk(url: string, token: string): Promise<Desk> {
  const desk = new Desk(url, { token });
  await desk.hear('pullModeSubscribedListRequests');
  await desk.ask('changeAgentState', { action: 'agentState', state: { name: 'READY' } });
  return desk;
}
