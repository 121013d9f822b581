/** All tenants of the process. A failure of one does not affect the others. */
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { AdministrationError } from '../administration/requests.ts';
import type { Configuration } from '../configuration/load.ts';
import { ContactCentreError, readContactCentre } from '../contact-centre.ts';
import type { Role } from '../engine/node/open-node-engine.ts';
import type { Probe } from '../http/health.ts';
import type { ContactCentreFigures, Metrics } from '../http/metrics.ts';
import { refuseTenant, tenantRoutes } from '../http/tenants.ts';
import type { TenantNaming } from '../http/tenants.ts';
import type { Nodes } from '../nodes/open-nodes.ts';
import type { NamedTenant } from '../settings/operation-settings.ts';
import type { Settings } from '../settings/settings.ts';
import type { Database } from '../store/database.ts';
import { whatTenantsShare } from './apart.ts';
import { createTenantNaming } from './naming.ts';
import { openTenant } from './open-tenant.ts';
import type { Tenant } from './open-tenant.ts';
import type { Traces } from '../http/traces.ts';

export type TenantsOptions = {
  database: Database;
  settings: Settings;
  nodeId: string;
  /** The other processes that serve the same tenants; null: there are none. */
  nodes: Nodes | null;
  /** Null: nobody traces. */
  traces: Traces | null;
  /** The server's own origin: that of every tenant that has none. */
  url: string;
  logger: Logger;
  /** Called once when no tenant is left. */
  onLost: (error: Error) => void;
};

/** The tenants of a process. */
export type Tenants = {
  /** Those that could be opened, in the order of the setting. There is at least one. */
  readonly opened: readonly Tenant[];
  /** Which of several a request is for; null while one is served. */
  readonly naming: TenantNaming | null;
  readonly probes: readonly Probe[];
  /** Which part this process has for each tenant. */
  readonly roles: () => Record<string, Role>;
  /** How long ago (ms) the owner of each was heard of. */
  readonly lagsMs: () => Record<string, number>;
  /** What the figures of each are, or of the only one. */
  readonly figures:
    (() => Promise<ContactCentreFigures>) | ReadonlyMap<string, () => Promise<ContactCentreFigures>>;
  /** The tenant that a browser means that asks this host. */
  ofHost(host: string | undefined): Tenant;
  serve(app: FastifyInstance, metrics: Metrics): Promise<void>;
  finish(): Promise<void>;
  close(): void;
};

/** Opens the tenants that the settings name. Throws when none can be opened, or when two could be confused. */
export async function openTenants(options: TenantsOptions): Promise<Tenants> {
  const { database, settings, logger } = options;
  const named: readonly (NamedTenant | null)[] = settings.tenants.length > 0 ? settings.tenants : [null];
  const several = named.length > 1;
  const configurations: Configuration[] = [];
  for (const tenant of named) {
    configurations.push(await readContactCentre(database.db, settings, tenant?.id ?? null));
  }
  const shared = whatTenantsShare(configurations.map(({ file }) => file));
  if (shared !== null) throw new ContactCentreError(shared);

  const opened: Tenant[] = [];
  const lost = new Set<string>();
  const failures: unknown[] = [];

  const lose = (id: string, error: Error): void => {
    lost.add(id);
    const tenant = opened.find((one) => one.id === id);
    if (configurations.every((one) => lost.has(one.tenant))) {
      options.onLost(error);
      return;
    }
    logger.error({ err: error, tenant: id }, 'a tenant is served no longer; the others are');
    tenant?.leave().catch((trouble: unknown) => {
      logger.error({ err: trouble, tenant: id }, 'the connections of a tenant could not be ended');
    });
  };

  const check = (id: string) => (next: Configuration['file']) => {
    const others = opened.filter((tenant) => tenant.id !== id);
    const both = whatTenantsShare([...others.map(({ live }) => live.current().file), next]);
    if (both !== null) throw new AdministrationError(both);
  };

  const results = await Promise.allSettled(
    configurations.map((configuration, index) => {
      const id = configuration.tenant;
      const own = named[index]?.origin ?? null;
      return openTenant({
        database,
        settings,
        configuration,
        nodeId: options.nodeId,
        nodes: options.nodes,
        traces: options.traces,
        origin: { url: own ?? options.url, guessed: own === null && settings.publicUrl === null },
        logger: several ? logger.child({ tenant: id }) : logger,
        check: check(id),
        onLost: (error) => lose(id, error),
      });
    }),
  );
  for (const [index, result] of results.entries()) {
    if (result.status === 'fulfilled') {
      opened.push(result.value);
      continue;
    }
    failures.push(result.reason);
    const tenant = configurations[index]?.tenant ?? '';
    lost.add(tenant);
    if (several) logger.error({ err: result.reason as unknown, tenant }, 'a tenant could not be opened');
  }
  const [first] = opened;
  if (first === undefined) throw failures[0];

  const ids = configurations.map(({ tenant }) => tenant);
  const hosts = new Map(
    settings.tenants.flatMap(({ id, origin }): [string, string][] =>
      origin === null ? [] : [[new URL(origin).host, id]],
    ),
  );
  const byId = new Map(opened.map((tenant) => [tenant.id, tenant]));
  const isServed = (id: string): boolean => byId.has(id) && !lost.has(id);
  const checkEngine = (id: string): Promise<unknown> => {
    const tenant = byId.get(id);
    if (tenant === undefined || lost.has(id)) return Promise.reject(new Error(`${id} is not served here.`));
    return tenant.engine.check();
  };

  return {
    opened,
    naming: several
      ? createTenantNaming({
          tenants: opened.map((tenant) => ({
            ...tenant,
            hasSession: (id) => hasSession(tenant, id),
          })),
          hosts,
          known: new Set(ids),
          otherwise: ids[0] ?? first.id,
        })
      : null,
    probes: ids.map((id) => ({
      name: several ? `engine ${id}` : 'engine',
      check: () => checkEngine(id),
      oneOfSeveral: several,
    })),
    roles: () => Object.fromEntries(opened.map(({ id, engine }) => [id, engine.role])),
    lagsMs: () => Object.fromEntries(opened.map(({ id, engine }) => [id, engine.lagMs])),
    figures: several ? new Map(opened.map(({ id, figures }) => [id, figures])) : first.figures,
    ofHost: (host) => byId.get(hosts.get(host ?? '') ?? '') ?? first,
    async serve(app, metrics) {
      if (!several) return first.serve(app, metrics);
      for (const id of ids) {
        const tenant = byId.get(id);
        if (tenant === undefined) refuseTenant(app, id);
        else {
          const routes = { tenant: id, described: tenant === first, isServed: () => isServed(id) };
          await tenantRoutes(app, routes, (scope) => tenant.serve(scope, metrics));
        }
      }
    },
    finish: async () => {
      await Promise.all(opened.map((tenant) => tenant.finish()));
    },
    close: () => {
      for (const tenant of opened) tenant.close();
    },
  };
}

/** A tenant that cannot say so now does not claim the session. */
async function hasSession({ engine }: Tenant, id: string): Promise<boolean> {
  try {
    return await engine.read(({ records }) => records.session(id) !== undefined);
  } catch {
    return false;
  }
}
