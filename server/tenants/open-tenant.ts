/**
 * One tenant, with everything that belongs to it: engine, identity, configuration, store, files, gateways. What is
 * made here knows only this tenant, so nothing can lead to another one.
 */
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Administration } from '../administration/administration.ts';
import { createAdministration } from '../administration/administration.ts';
import { createLiveConfiguration } from '../administration/live-configuration.ts';
import type { LiveConfiguration } from '../administration/live-configuration.ts';
import type { Configuration } from '../configuration/load.ts';
import type { Directory } from '../configuration/directory.ts';
import type { ConfigurationFile } from '../configuration/schema/file.ts';
import { openConnections } from '../connections/open-connections.ts';
import { DEMO_NOTICE, isDemo } from '../contact-centre.ts';
import { openCustomers } from '../customers/open-customers.ts';
import { followConfiguration } from '../engine/follow-configuration.ts';
import type { EngineStep } from '../engine/mailbox.ts';
import { openNodeEngine } from '../engine/node/open-node-engine.ts';
import type { ServingEngine } from '../engine/node/open-node-engine.ts';
import { openEngine } from '../engine/open-engine.ts';
import { openFiles } from '../files/open-files.ts';
import type { Files } from '../files/files.ts';
import { registerGateways } from '../gateways/register-gateways.ts';
import { gatewaySettings } from '../gateways/shared/context.ts';
import { useDeskConfig } from '../http/desk-config.ts';
import type { DeskConfigFor } from '../http/desk-config.ts';
import { figuresOf, measuredEngine } from '../http/measured-engine.ts';
import type { Traces } from '../http/traces.ts';
import type { ContactCentreFigures, EngineMetrics, Metrics } from '../http/metrics.ts';
import { openIdentity } from '../identity/identity.ts';
import type { Identity } from '../identity/identity-contract.ts';
import type { FinesseProof } from '../identity/finesse/finesse-sign-in.ts';
import { openPhones } from '../phone/open-phones.ts';
import type { Phones } from '../phone/phones.ts';
import { registerIdentity } from '../identity/register-identity.ts';
import type { Nodes } from '../nodes/open-nodes.ts';
import type { Settings } from '../settings/settings.ts';
import type { Database } from '../store/database.ts';
import { openFileSpace } from '../store/file-space.ts';
import { openTenantStore } from '../store/tenant-store.ts';

import { openFileRoom } from './file-room.ts';
import { patientStart } from './patient-start.ts';
import { tellingQuotas } from './telling-quotas.ts';

export type TenantOptions = {
  database: Database;
  settings: Settings;
  configuration: Configuration;
  nodeId: string;
  /** The other processes that serve the tenant; null: only this one does. */
  nodes: Nodes | null;
  /** Null: nobody traces. */
  traces: Traces | null;
  /** Where browsers reach the tenant, and whether that is only a guess. */
  origin: { url: string; guessed: boolean };
  logger: Logger;
  /** Refuses a changed configuration by throwing an `AdministrationError`. */
  check: (next: ConfigurationFile) => void;
  /** Called once when another process has taken the tenant over. */
  onLost: (error: Error) => void;
};

export type Tenant = {
  readonly id: string;
  readonly configuration: Configuration;
  /** Whether the people who may sign in are the demo's. */
  readonly demo: boolean;
  readonly engine: ServingEngine;
  readonly identity: Identity;
  readonly files: Files;
  readonly live: LiveConfiguration;
  readonly directory: () => Directory;
  readonly deskConfig: DeskConfigFor;
  readonly administration: Administration;
  /** What the contact centre holds now, and of which quota. */
  readonly figures: () => Promise<ContactCentreFigures>;
  /** Adds the tenant's routes and sockets to `app`. */
  serve(app: FastifyInstance, metrics: Metrics): Promise<void>;
  /** Ends the connections of a tenant that is not ours any more. */
  leave(): Promise<void>;
  /** Finishes what has begun, while the sockets still stand. */
  finish(): Promise<void>;
  /** The last thing, when no request can come any more. */
  close(): void;
};

/**
 * Takes the tenant and starts its clock, or follows the process that has it. Throws, with nothing left open, when another
 * process does not let it go, or when none answers.
 */
export async function openTenant(options: TenantOptions): Promise<Tenant> {
  const { database, settings, configuration, nodes, logger } = options;
  const { tenant: id } = configuration;
  const live = createLiveConfiguration(database.db, configuration, () => logger);
  const directory = () => live.current().directory;
  const demo = isDemo(configuration, settings);
  const { engine, started } = patientStart(await serve(options));
  let phones: Phones | null = null;
  let identity: Identity;
  try {
    await live.apply(engine);
    identity = await openIdentity({
      db: database.db,
      settings: {
        ...identitySettings(options, demo),
        onFinesseSignIn: (userId: string, proof: FinesseProof) => phones?.rememberSignIn(userId, proof),
      },
      directory,
      logger,
    });
  } catch (error) {
    await engine.close();
    throw error;
  }
  const deskConfig: DeskConfigFor = (headers) => {
    const openId = identity.openId();
    // Who came to another name of this machine stays there: its own pages may not ask elsewhere.
    const here = identity.embedded === null ? openId.url : identity.origins().of(headers);
    const { embedOrigins, crmOrigins } = settings;
    const demoOrigins = demo ? identity.origins().ours.filter((origin) => origin !== here) : [];
    return { oidc: { ...openId, url: here }, demo, embedOrigins, crmOrigins, demoOrigins };
  };
  let measures: EngineMetrics | null = null;
  const fileQuota = (): number => live.current().file.quotas.fileBytes;
  const room = openFileRoom({
    space: openFileSpace(database.db, id),
    most: fileQuota,
    count: () => files.count(),
    onFull: () => measures?.overQuota('files'),
  });
  const files: Files = openFiles(settings, id, room);
  const closers: (() => void)[] = [];
  if (nodes !== null) {
    const reload = (): void => {
      live
        .reload()
        .catch((error: unknown) => logger.warn({ err: error }, 'the configuration could not be reloaded'));
    };
    closers.push(nodes.onConfigurationChanged(id, reload));
  }
  let gateways = { close: () => Promise.resolve() };

  return {
    id,
    configuration,
    demo,
    engine,
    identity,
    files,
    live,
    directory,
    deskConfig,
    figures: async () => {
      const [found, used] = await Promise.all([figuresOf(engine), room.used()]);
      const most = fileQuota() === 0 ? null : fileQuota();
      return { ...found, quotas: [...found.quotas, { quota: 'files', used: used ?? 0, most }] };
    },
    administration: createAdministration({
      db: database.db,
      tenant: id,
      check: options.check,
      changed: () => {
        nodes?.configurationChanged(id);
        return live.reload();
      },
      endSignIns: identity.endSessionsOf,
      removeFiles: (names) => files.remove(names),
    }),
    async serve(app, metrics) {
      await registerIdentity(app, identity);
      useDeskConfig(app, deskConfig);
      const connections = openConnections({ engine, identity, logger });
      closers.push(connections.close);
      const store = openTenantStore(database.db, { tenant: id, now: () => engine.now() });
      const { traces } = options;
      measures = tellingQuotas(metrics.ofEngine(id), logger);
      const measured = measuredEngine(
        engine,
        measures,
        traces === null ? undefined : (step) => traces.record(id, step),
      );
      const limits = gatewaySettings(settings);
      const customers = await openCustomers({ engine: measured, store, limits, logger });
      closers.push(customers.close);
      const followed = await followConfiguration(engine);
      phones = await openPhones(settings.finesse, {
        engine: measured,
        people: store.people,
        directory,
        nameOf: (agentId) => {
          const user = directory().user(agentId);
          return user === undefined ? null : `${user.firstName} ${user.lastName}`.trim();
        },
        configuration: () => followed.current(),
        bus: nodes?.phones(id) ?? null,
        logger,
      });
      if (phones !== null) closers.push(phones.close);
      await files.clear();
      gateways = await registerGateways(app, {
        engine: measured,
        files,
        configuration: followed,
        connections,
        customers,
        ...(phones !== null && { phones }),
        ...store,
        identity,
        directory,
        logger,
        settings: limits,
      });
      started();
    },
    async leave() {
      live.close();
      await gateways.close();
      for (const close of closers) close();
    },
    async finish() {
      live.close();
      await engine.close();
      for (const close of closers) close();
    },
    close: () => identity.close(),
  };
}

/** Alone the process owns its tenant, or does not run. */
async function serve(options: TenantOptions): Promise<ServingEngine> {
  const { database, settings, configuration, nodes, logger, nodeId, onLost } = options;
  const { tenant } = configuration;
  const { databaseTimeoutMs: answerMs, maxWaiting } = settings;
  const { traces } = options;
  const common = {
    database,
    tenant,
    logger,
    answerMs,
    maxWaiting,
    ...(traces !== null && { onStep: (step: EngineStep) => traces.record(tenant, step) }),
  };
  if (nodes === null) {
    return Object.assign(await openEngine({ ...common, nodeId, onLost }), {
      role: 'owner' as const,
      lagMs: 0,
    });
  }
  return openNodeEngine({
    ...common,
    nodeId: nodes.node,
    pipes: (ownerIsHere) => nodes.pipes(tenant, ownerIsHere),
    spread: nodes.spread(tenant),
  });
}

function identitySettings({ settings, configuration, origin }: TenantOptions, demo: boolean) {
  const { oidc } = settings;
  return {
    publicUrl: origin.url,
    oidc: oidc === null ? null : { ...oidc, realm: oidc.realm.replaceAll('{tenant}', configuration.tenant) },
    ...configuration.signIn,
    longestSignInMs: settings.longestSignInMs,
    failuresPerNetwork: settings.signInFailures,
    waitingChecks: settings.signInQueue,
    origins: {
      allowed: settings.allowedOrigins,
      redirects: settings.redirectUris,
      guessed: origin.guessed,
    },
    desksElsewhereRead: settings.desksElsewhereRead,
    frameAncestors: settings.frameAncestors,
    finesse: settings.finesse,
    embedOrigins: settings.embedOrigins,
    notice: demo ? DEMO_NOTICE : null,
  };
}
