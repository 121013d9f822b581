/** A real server for tests: embedded store, engine, identity and all gateways on a port of the system's choice. */
import { randomUUID } from 'node:crypto';
import Fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { pino } from 'pino';
import { openConnections } from '../../../connections/open-connections.ts';
import { loadConfiguration } from '../../../configuration/load.ts';
import type { Configuration } from '../../../configuration/load.ts';
import { parseConfiguration } from '../../../configuration/parse.ts';
import demo from '../../../demo.json' with { type: 'json' };
import { openCustomers } from '../../../customers/open-customers.ts';
import type { GatewayEngine } from '../../../engine/contract.ts';
import { followConfiguration } from '../../../engine/follow-configuration.ts';
import { openEngine } from '../../../engine/open-engine.ts';
import { openFiles } from '../../../files/open-files.ts';
import { useConnections } from '../../../http/connections.ts';
import { answerFrameworkError, useErrors } from '../../../http/errors.ts';
import { openIdentity } from '../../../identity/identity.ts';
import type { Identity } from '../../../identity/identity-contract.ts';
import { registerIdentity } from '../../../identity/register-identity.ts';
import { openDatabase } from '../../../store/database.ts';
import { migrate } from '../../../store/migrate.ts';
import { openTenantStore } from '../../../store/tenant-store.ts';
import { makeTestDatabase } from '../../../testing/test-database.ts';
import type { TestDatabasePlace } from '../../../testing/test-database.ts';
import { engineForGateways } from '../../../testing/test-follower.ts';
import { registerGateways } from '../../register-gateways.ts';
import { DEFAULT_GATEWAY_SETTINGS } from '../../shared/context.ts';
import type { GatewayContext, GatewaySettings } from '../../shared/context.ts';

export type RigOptions = {
  /** Data of an earlier rig: a restart. */
  place?: TestDatabasePlace;
  /** What differs from the demo's `settings`. */
  settings?: Record<string, unknown>;
  gateway?: Partial<GatewaySettings>;
  /** What roles may do, where it differs from the usual. */
  permissions?: Record<string, Record<string, readonly string[]>>;
  /** Refusals per minute of another machine; five times as many here. 0, the default: no limit. */
  refusalLimit?: number;
  /** Where the log goes line by line. */
  log?: (line: string) => void;
};

export type Rig = {
  origin: string;
  app: FastifyInstance;
  engine: GatewayEngine;
  identity: Identity;
  configuration: Configuration;
  context: GatewayContext;
  place: TestDatabasePlace;
  agentId: (username: string) => string;
  /** Between two tests: nobody is signed in, and no customer is there. */
  signOutEverybody: () => Promise<void>;
  /** Stops everything, keeps the data. */
  stop: () => Promise<void>;
  /** Stops everything and removes the data. */
  close: () => Promise<void>;
};

export async function startRig(options: RigOptions = {}): Promise<Rig> {
  const place = options.place ?? (await makeTestDatabase());
  const database = await openDatabase(place.options);
  await migrate(database.db);
  const file = {
    ...demo,
    settings: { ...demo.settings, ...options.settings },
    ...(options.permissions !== undefined && { permissions: options.permissions }),
  };
  const configuration = await loadConfiguration(database.db, demo.tenant, () =>
    Promise.resolve(parseConfiguration(file)),
  );
  const { tenant, directory } = configuration;
  const { log } = options;
  const logger =
    log === undefined ? pino({ level: 'silent' }) : pino({ level: 'trace' }, { write: (line) => log(line) });
  const owner = await openEngine({ database, tenant, nodeId: 'test', logger, answerMs: 60_000 });
  await owner.submit({ id: randomUUID(), type: 'configure', config: configuration.core });
  const { engine, stop: stopFollowing } = await engineForGateways(owner, database);
  const app = Fastify({
    forceCloseConnections: true,
    frameworkErrors: answerFrameworkError,
    routerOptions: { ignoreTrailingSlash: true },
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  useConnections(app, { trustProxy: undefined, refusalLimit: options.refusalLimit ?? 0, logger: app.log });
  useErrors(app);
  let port = 0;
  const identity = await openIdentity({
    db: database.db,
    directory: () => directory,
    logger,
    settings: { publicUrl: () => `http://127.0.0.1:${port}`, oidc: null, ...configuration.signIn },
  });
  const connections = openConnections({ engine, identity, logger });
  const store = openTenantStore(database.db, { tenant, now: () => engine.now() });
  const settings = { ...DEFAULT_GATEWAY_SETTINGS, ...options.gateway };
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
  await registerIdentity(app, identity);
  const files = openFiles(
    { filesDir: process.env.TMPDIR ?? '/tmp', filesBucket: null, fileLimit: 1_000 },
    randomUUID(),
  );
  await registerGateways(app, { ...context, files });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const address = app.server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
  const stop = async (): Promise<void> => {
    identity.close();
    connections.close();
    customers.close();
    await app.close();
    await stopFollowing();
    await owner.close();
    await database.close();
  };
  return {
    origin: `http://127.0.0.1:${port}`,
    app,
    engine,
    identity,
    configuration,
    context,
    place,
    agentId: (username) => {
      const user = directory.userByName(username);
      if (user === undefined) throw new Error(`no user ${username}`);
      return user.id;
    },
    signOutEverybody: () => signOutEverybody(engine),
    stop,
    close: async () => {
      await stop();
      await place.remove();
    },
  };
}

async function signOutEverybody(engine: GatewayEngine): Promise<void> {
  const open = await engine.read(({ world: { state } }) => ({
    sessions: Object.keys(state.sessions),
    agents: Object.values(state.agents).filter(({ sid }) => sid !== null),
  }));
  for (const sessionId of open.sessions) {
    await engine.submit({ id: randomUUID(), type: 'session.end', sessionId, reason: 'CUSTOMER' });
  }
  for (const { id: agentId } of open.agents) {
    await engine.submit({ id: randomUUID(), type: 'agent.logout', agentId, sid: null, reasonId: null });
  }
}
