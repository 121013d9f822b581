/** A real Agent Manager for tests: embedded store, engine, identity and gateway on a port of the system's choice. */
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
import type { RunningEngine } from '../../../engine/open-engine.ts';
import { useConnections } from '../../../http/connections.ts';
import { answerFrameworkError, useErrors } from '../../../http/errors.ts';
import { openIdentity } from '../../../identity/identity.ts';
import type { Identity, SignIn } from '../../../identity/identity-contract.ts';
import { registerIdentity } from '../../../identity/register-identity.ts';
import type { PhoneBus } from '../../../phone/elsewhere.ts';
import { openPhones } from '../../../phone/open-phones.ts';
import type { Phones } from '../../../phone/phones.ts';
import type { FinesseServer } from '../../../settings/finesse-settings.ts';
import type { TrustedProxies } from '../../../settings/network-settings.ts';
import { openDatabase } from '../../../store/database.ts';
import type { Database } from '../../../store/database.ts';
import { migrate } from '../../../store/migrate.ts';
import { openTenantStore } from '../../../store/tenant-store.ts';
import { makeTestDatabase } from '../../../testing/test-database.ts';
import type { TestDatabasePlace } from '../../../testing/test-database.ts';
import { engineForGateways } from '../../../testing/test-follower.ts';
import type { FollowOptions } from '../../../testing/test-follower.ts';
import type { TestPipe } from '../../../testing/test-pipe.ts';
import { IS_BESIDE, nameable, openTenantBeside, serveBeside } from '../../../testing/tenant-beside.ts';
import { unreliable } from '../../../testing/unreliable-pool.ts';
import type { UnreliablePool } from '../../../testing/unreliable-pool.ts';
import { DEFAULT_GATEWAY_SETTINGS } from '../../shared/context.ts';
import type { GatewayContext, GatewaySettings } from '../../shared/context.ts';
import type { AgentManagerGateway } from '../gateway.ts';
import { registerAgentManager } from '../register-agent-manager.ts';
import { LOCAL_CALLER } from '../../../identity/testing/caller.ts';

type RigOptions = {
  /** Data of an earlier rig: a restart. */
  place?: TestDatabasePlace;
  /** The port of an earlier rig: a sign-in is good at the address where it was made. */
  port?: number;
  /** What differs from the demo's `settings`. */
  settings?: Record<string, unknown>;
  /** What is kept of customers, as in the file. */
  customerAttributes?: readonly object[];
  /** Roles of users that differ from the demo's, by username. */
  roles?: Record<string, readonly string[]>;
  /** What roles may do, where it differs from the defaults. */
  permissions?: Record<string, Record<string, readonly string[]>>;
  gateway?: Partial<GatewaySettings>;
  loginTokenMs?: number;
  /** Other sites whose pages may ask. */
  allowedOrigins?: readonly string[];
  desksElsewhereRead?: boolean;
  trustProxy?: TrustedProxies;
  refusalLimit?: number;
  /** Adds further gateways. */
  register?: (app: FastifyInstance, context: GatewayContext) => unknown;
  /** The agents' phones are there. `timeoutMs`: until Finesse has told what came of something. */
  finesse?: FinesseServer & { timeoutMs?: number; aliveMs?: number; bus?: PhoneBus };
  /** The gateway's process does not own the tenant. */
  follow?: FollowOptions;
};

export type Rig = {
  origin: string;
  app: FastifyInstance;
  /** What is served besides sockets. */
  routes: readonly { method: string; url: string }[];
  /** As the gateway has it. */
  engine: GatewayEngine;
  /** The engine that decides and commits. */
  owner: RunningEngine;
  /** Between the two, when they are not the same. */
  pipe: TestPipe | null;
  identity: Identity;
  configuration: Configuration;
  database: Database;
  /** Makes commits fail. */
  faults: UnreliablePool;
  gateway: AgentManagerGateway;
  /** The agents' phones, where a Finesse is given. */
  phones: Phones | null;
  /** Those of another node, which hears of the same turns. */
  phonesBeside: (bus: PhoneBus) => Promise<Phones>;
  place: TestDatabasePlace;
  signIn: (username: string) => Promise<SignIn>;
  /** The id of a configured queue, channel, MRD … by name. */
  idOf: (kind: 'queues' | 'channels' | 'mrds' | 'reasons' | 'teams', name: string) => string;
  agentId: (username: string) => string;
  /** Between two tests: nobody is ready, and no customer waits. */
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
    customerAttributes: options.customerAttributes ?? [],
    ...(options.permissions !== undefined && { permissions: options.permissions }),
    users: demo.users.map((user) => ({ ...user, roles: options.roles?.[user.username] ?? user.roles })),
  };
  const configuration = await loadConfiguration(database.db, demo.tenant, () =>
    Promise.resolve(parseConfiguration(file)),
  );
  const { tenant, directory } = configuration;
  const logger = pino({ level: process.env.TEST_LOG_LEVEL ?? 'silent' });
  const faults = unreliable(database.pool);
  const owner = await openEngine({
    database: { ...database, pool: faults.pool },
    tenant,
    nodeId: 'test',
    logger,
    answerMs: 60_000,
  });
  await owner.submit({ id: randomUUID(), type: 'configure', config: configuration.core });
  const { engine, pipe, stop: stopFollowing } = await engineForGateways(owner, database, options.follow);
  const app = Fastify({
    forceCloseConnections: true,
    frameworkErrors: answerFrameworkError,
    routerOptions: { ignoreTrailingSlash: true },
  });
  const routes: { method: string; url: string }[] = [];
  app.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) routes.push({ method: one, url });
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  useConnections(app, {
    trustProxy: options.trustProxy,
    refusalLimit: options.refusalLimit ?? 0,
    logger: app.log,
  });
  useErrors(app);
  let port = 0;
  const identitySettings = {
    publicUrl: () => `http://127.0.0.1:${port}`,
    oidc: null,
    ...configuration.signIn,
    ...(options.loginTokenMs !== undefined && { loginTokenMs: options.loginTokenMs }),
    ...(options.allowedOrigins !== undefined && { origins: { allowed: options.allowedOrigins } }),
    desksElsewhereRead: options.desksElsewhereRead === true,
  };
  const identity = await openIdentity({
    db: database.db,
    directory: () => directory,
    logger,
    settings: identitySettings,
  });
  const connections = openConnections({ engine, identity, logger });
  const store = openTenantStore(database.db, { tenant, now: () => engine.now() });
  const settings = { ...DEFAULT_GATEWAY_SETTINGS, ...options.gateway };
  const customers = await openCustomers({ engine, store, logger, limits: settings });
  const followed = await followConfiguration(engine);
  const phonesAt = (bus: PhoneBus | null) =>
    openPhones(options.finesse ?? null, {
      engine,
      people: store.people,
      directory: () => directory,
      nameOf: (agentId) => directory.user(agentId)?.firstName ?? null,
      configuration: () => followed.current(),
      bus,
      logger,
      ...(options.finesse?.timeoutMs !== undefined && { timeoutMs: options.finesse.timeoutMs }),
      ...(options.finesse?.aliveMs !== undefined && { aliveMs: options.finesse.aliveMs }),
    });
  const phones = await phonesAt(options.finesse?.bus ?? null);
  const context: GatewayContext = {
    engine,
    configuration: followed,
    ...(phones !== null && { phones }),
    connections,
    customers,
    ...store,
    identity,
    directory: () => directory,
    logger,
    settings,
  };
  const register = async (scope: FastifyInstance, served: GatewayContext, who: Identity) => {
    await registerIdentity(scope, who);
    const opened = await registerAgentManager(scope, served);
    await options.register?.(scope, served);
    return opened;
  };
  const beside = IS_BESIDE
    ? await openTenantBeside({ database, identity: identitySettings, settings, logger })
    : null;
  let gateway: AgentManagerGateway | undefined;
  if (beside === null) gateway = await register(app, context, identity);
  else {
    const main = nameable({ engine, identity, directory: () => directory });
    await serveBeside(app, main, beside, async (scope, tenant) => {
      if (tenant === 'main') gateway = await register(scope, context, identity);
      else await register(scope, beside.context, beside.identity);
    });
  }
  if (gateway === undefined) throw new Error('there is no gateway');
  await app.listen({ host: '127.0.0.1', port: options.port ?? 0 });
  const address = app.server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
  const stop = async (): Promise<void> => {
    identity.close();
    connections.close();
    customers.close();
    phones?.close();
    await app.close();
    await beside?.close();
    await stopFollowing();
    await owner.close();
    await database.close();
  };
  return {
    origin: `http://127.0.0.1:${port}`,
    app,
    routes,
    engine,
    owner,
    pipe,
    identity,
    configuration,
    database,
    faults,
    gateway,
    phones,
    phonesBeside: async (bus) => {
      const beside = await phonesAt(bus);
      if (beside === null) throw new Error('there is no Finesse');
      return beside;
    },
    place,
    signIn: (username) => identity.signIn(username, 'demo', LOCAL_CALLER),
    idOf: (kind, name) => {
      const things: Record<string, { id: string; name: string }> = configuration.core[kind];
      const found = Object.values(things).find((thing) => thing.name === name);
      if (found === undefined) throw new Error(`no ${name} in ${kind}`);
      return found.id;
    },
    agentId: (username) => {
      const user = directory.userByName(username);
      if (user === undefined) throw new Error(`no user ${username}`);
      return user.id;
    },
    signOutEverybody: async () => {
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
    },
    stop,
    close: async () => {
      await stop();
      await place.remove();
    },
  };
}
