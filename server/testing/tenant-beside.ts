/**
 * A second tenant beside the one that a test is about, alike in every name: `TEST_BESIDE=tenant` puts it under contract
 * tests. Whatever they do, nothing may happen in it.
 */
import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { openConnections } from '../connections/open-connections.ts';
import { loadConfiguration } from '../configuration/load.ts';
import { parseConfiguration } from '../configuration/parse.ts';
import { openCustomers } from '../customers/open-customers.ts';
import demo from '../demo.json' with { type: 'json' };
import type { GatewayEngine } from '../engine/contract.ts';
import { followConfiguration } from '../engine/follow-configuration.ts';
import { openEngine } from '../engine/open-engine.ts';
import type { GatewayContext, GatewaySettings } from '../gateways/shared/context.ts';
import { tenantRoutes, useTenants } from '../http/tenants.ts';
import { openIdentity } from '../identity/identity.ts';
import type { Identity, IdentitySettings } from '../identity/identity-contract.ts';
import type { Database } from '../store/database.ts';
import { openTenantStore } from '../store/tenant-store.ts';
import { createTenantNaming } from '../tenants/naming.ts';
import type { NameableTenant } from '../tenants/naming.ts';

export const IS_BESIDE = process.env.TEST_BESIDE === 'tenant';

const TENANT = 'beside';

export type TenantBeside = {
  context: GatewayContext;
  identity: Identity;
  nameable: NameableTenant;
  /** Rejects when anything has happened in it. */
  close(): Promise<void>;
};

/** Opens the second tenant on the same database, with an agent who is ready for whatever may come. */
export async function openTenantBeside(options: {
  database: Database;
  identity: IdentitySettings;
  settings: GatewaySettings;
  logger: Logger;
}): Promise<TenantBeside> {
  const { database, settings, logger } = options;
  const { core, directory } = await loadConfiguration(database.db, TENANT, () =>
    Promise.resolve(
      parseConfiguration({
        ...demo,
        tenant: TENANT,
        channels: demo.channels.map((channel) => ({
          ...channel,
          serviceIdentifier: `${TENANT}-${channel.serviceIdentifier}`,
        })),
        connectors: demo.connectors.map((connector) => ({ ...connector, key: `key-${TENANT}` })),
      }),
    ),
  );
  const engine = await openEngine({ database, tenant: TENANT, nodeId: 'test', logger, answerMs: 60_000 });
  await engine.submit({ id: randomUUID(), type: 'configure', config: core });
  const identity = await openIdentity({
    db: database.db,
    directory: () => directory,
    logger,
    settings: options.identity,
  });
  const connections = openConnections({ engine, identity, logger });
  const store = openTenantStore(database.db, { tenant: TENANT, now: () => engine.now() });
  const customers = await openCustomers({ engine, store, logger, limits: settings });
  const context: GatewayContext = {
    engine,
    configuration: await followConfiguration(engine),
    connections,
    customers,
    ...store,
    identity,
    directory: () => directory,
    logger,
    settings,
  };
  const { seq } = engine;
  return {
    context,
    identity,
    nameable: nameable({ engine, identity, directory: () => directory }),
    close: async () => {
      identity.close();
      connections.close();
      customers.close();
      await engine.read(() => null);
      const happened = engine.seq - seq;
      await engine.close();
      if (happened > 0) throw new Error(`${happened} events happened in the tenant beside.`);
    },
  };
}

/** Serves both on `app`: requests that name nobody are for `main`. */
export async function serveBeside(
  app: FastifyInstance,
  main: NameableTenant,
  beside: TenantBeside,
  register: (scope: FastifyInstance, tenant: 'main' | 'beside') => Promise<void>,
): Promise<void> {
  useTenants(
    app,
    createTenantNaming({
      tenants: [beside.nameable, main],
      hosts: new Map(),
      known: new Set([TENANT, main.id]),
      otherwise: main.id,
    }),
  );
  const isServed = () => true;
  await tenantRoutes(app, { tenant: TENANT, described: false, isServed }, (scope) =>
    register(scope, 'beside'),
  );
  await tenantRoutes(app, { tenant: main.id, described: true, isServed }, (scope) => register(scope, 'main'));
}

/** What names a tenant, of a rig's parts. */
export function nameable({
  engine,
  identity,
  directory,
}: {
  engine: GatewayEngine;
  identity: NameableTenant['identity'];
  directory: NameableTenant['directory'];
}): NameableTenant {
  return {
    id: engine.tenant,
    identity,
    directory,
    files: { has: () => Promise.resolve(false) },
    hasSession: (id) => engine.read(({ records }) => records.session(id) !== undefined),
  };
}
