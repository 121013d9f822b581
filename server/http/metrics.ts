/** The figures of a running server in Prometheus' text format, and who may read them. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { ProtocolError } from '../../protocol/shared/errors.ts';
import type { Shares } from './health.ts';
import type { CutReason, Transport } from './transport.ts';

/** What the contact centre holds at the moment, looked up when somebody asks. */
export type ContactCentreFigures = {
  openConversations: number;
  queuedTasks: number;
  signedInAgents: number;
  quotas: readonly QuotaFigure[];
};

/** How much of a quota is used; `most` null: it has no bound, `used` null: it is not known. */
export type QuotaFigure = { quota: string; used: number | null; most: number | null };

type FiguresNow = () => Promise<ContactCentreFigures>;

/** The figures and the means to keep them. All durations are given in ms and shown in seconds. */
export type Metrics = {
  registry: Registry;
  /** Everything in Prometheus' text format. */
  text(): Promise<string>;
  /** The figures of one tenant's engine. */
  ofEngine(tenant: string): EngineMetrics;
  /** An error that a client's bytes caused was contained. */
  contained(transport: Transport): void;
  /** A connection was cut because of its client. */
  cut(transport: Transport, reason: CutReason): void;
  request(method: string, route: string, statusCode: number, durationMs: number): void;
};

export type EngineMetrics = {
  /** One command was answered: its type, whether it was accepted, refused or failed, and how long it took. */
  command(type: string, outcome: 'accepted' | 'refused' | 'failed', durationMs: number): void;
  /** One command goes to another process, which decides. */
  forwarded(): void;
  /** Something was refused because of a quota. */
  overQuota(quota: string): void;
  /** One turn became durable. */
  committed(durationMs: number): void;
};

/**
 * The figures of each tenant are asked for at each scrape; when that rejects, the last ones stand and
 * `desk_contact_centre_up` is 0. Where several tenants are served, their figures have the label `tenant`.
 */
export function createMetrics(
  figures: FiguresNow | ReadonlyMap<string, FiguresNow>,
  shares: Shares | null = null,
): Metrics {
  const registry = new Registry();
  const several = typeof figures !== 'function';
  const ofTenant: readonly (readonly [labels: { tenant?: string }, figures: FiguresNow])[] = several
    ? Array.from(figures, ([tenant, now]) => [{ tenant }, now])
    : [[{}, figures]];
  const tenantLabel = several ? ['tenant'] : [];
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const commands = new Counter({
    name: 'desk_commands_total',
    help: 'Commands by type and outcome',
    labelNames: [...tenantLabel, 'type', 'outcome'],
    registers,
  });
  const forwarded = new Counter({
    name: 'desk_forwarded_commands_total',
    help: 'Commands that this process has sent to the one that decides',
    labelNames: tenantLabel,
    registers,
  });
  const commandSeconds = new Histogram({
    name: 'desk_command_seconds',
    help: 'From the arrival of a command to its answer, commit included',
    labelNames: tenantLabel,
    buckets: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2],
    registers,
  });
  const commitSeconds = new Histogram({
    name: 'desk_commit_seconds',
    help: 'From a decision to its durability',
    labelNames: tenantLabel,
    buckets: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2],
    registers,
  });
  const requestSeconds = new Histogram({
    name: 'desk_http_request_seconds',
    help: 'HTTP requests by method, route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2],
    registers,
  });
  const contained = new Counter({
    name: 'desk_contained_errors_total',
    help: 'Errors that a client caused and that ended nothing but its answer or its connection',
    labelNames: ['transport'],
    registers,
  });
  const cuts = new Counter({
    name: 'desk_cut_connections_total',
    help: 'Connections that were cut because their client does not read',
    labelNames: ['transport', 'reason'],
    registers,
  });
  const quotaRefusals = new Counter({
    name: 'desk_quota_refusals_total',
    help: 'What was refused because a quota of the contact centre is used up, by quota',
    labelNames: [...tenantLabel, 'quota'],
    registers,
  });
  const quotaMost = new Gauge({
    name: 'desk_quota',
    help: 'How much the contact centre may use at most, by quota; what has no bound is not there',
    labelNames: [...tenantLabel, 'quota'],
    registers,
  });
  const quotaUsed = new Gauge({
    name: 'desk_quota_used',
    help: 'How much of a quota is used',
    labelNames: [...tenantLabel, 'quota'],
    registers,
  });
  const showQuotas = (labels: { tenant?: string }, quotas: readonly QuotaFigure[]): void => {
    for (const { quota, used, most } of quotas) {
      if (most === null) quotaMost.remove({ ...labels, quota });
      else quotaMost.set({ ...labels, quota }, most);
      if (used !== null) quotaUsed.set({ ...labels, quota }, used);
    }
  };
  const gauge = (name: string, help: string) => new Gauge({ name, help, labelNames: tenantLabel, registers });
  const openConversations = gauge('desk_open_conversations', 'Conversations that are not closed');
  const queuedTasks = gauge('desk_queued_tasks', 'Requests that wait for an agent');
  const signedInAgents = gauge('desk_signed_in_agents', 'Agents that are signed in');
  const up = gauge('desk_contact_centre_up', '1 when the engine answered this scrape');
  if (shares !== null) measureShares(registry, shares);
  const look = async (labels: { tenant?: string }, figuresNow: FiguresNow): Promise<void> => {
    try {
      const now = await figuresNow();
      openConversations.set(labels, now.openConversations);
      queuedTasks.set(labels, now.queuedTasks);
      signedInAgents.set(labels, now.signedInAgents);
      showQuotas(labels, now.quotas);
      up.set(labels, 1);
    } catch {
      up.set(labels, 0);
    }
  };
  return {
    registry,
    text: async () => {
      await Promise.all(ofTenant.map(([labels, now]) => look(labels, now)));
      return registry.metrics();
    },
    ofEngine: (tenant) => {
      const labels = several ? { tenant } : {};
      return {
        command: (type, outcome, durationMs) => {
          commands.inc({ ...labels, type, outcome });
          commandSeconds.observe(labels, durationMs / 1000);
        },
        forwarded: () => forwarded.inc(labels),
        overQuota: (quota) => quotaRefusals.inc({ ...labels, quota }),
        committed: (durationMs) => commitSeconds.observe(labels, durationMs / 1000),
      };
    },
    cut: (transport, reason) => cuts.inc({ transport, reason }),
    contained: (transport) => contained.inc({ transport }),
    request: (method, route, statusCode, durationMs) =>
      requestSeconds.observe({ method, route, status: statusCode }, durationMs / 1000),
  };
}

/** Among several processes: which of them decides, and whether Redis is there. */
function measureShares(registry: Registry, { roles, lagMs, hasRedis }: Shares): void {
  const registers = [registry];
  const owner = new Gauge({
    name: 'desk_owner',
    help: '1 when this process decides for the contact centre, 0 when it follows another one',
    labelNames: ['tenant'],
    registers,
    collect: () => {
      for (const [tenant, role] of Object.entries(roles())) owner.set({ tenant }, role === 'owner' ? 1 : 0);
    },
  });
  const lag = new Gauge({
    name: 'desk_replica_lag_seconds',
    help: 'How long ago this process has last heard of the one that decides for the contact centre',
    labelNames: ['tenant'],
    registers,
    collect: () => {
      for (const [tenant, ms] of Object.entries(lagMs())) lag.set({ tenant }, ms / 1000);
    },
  });
  const redis = new Gauge({
    name: 'desk_redis_up',
    help: '1 while Redis carries the messages between the processes',
    registers,
    collect: () => {
      redis.set(hasRedis() ? 1 : 0);
    },
  });
}

/**
 * Adds `/metrics` and measures requests and WebSockets. With a `token` only its bearer may read; without one
 * only a loopback address, and not through a proxy.
 */
export function useMetrics(app: FastifyInstance, metrics: Metrics, token: string | null): void {
  const sockets = new Gauge({
    name: 'desk_websockets',
    help: 'Open WebSocket connections',
    registers: [metrics.registry],
  });
  app.server.on('upgrade', ({ headers }, socket) => {
    if (headers.upgrade?.toLowerCase() !== 'websocket') return;
    sockets.inc();
    socket.once('close', () => sockets.dec());
  });
  app.addHook('onResponse', (request, reply, next) => {
    // Known routes only: an address that somebody makes up must not make a new time series.
    const route = request.routeOptions.url ?? 'unknown';
    const { transport, held } = request.routeOptions.config;
    if (transport !== true && held !== true) {
      metrics.request(request.method, route, reply.statusCode, reply.elapsedTime);
    }
    next();
  });
  app.get(
    '/metrics',
    { schema: { tags: ['operating'], summary: 'Figures in Prometheus text format.' } },
    async (request, reply) => {
      if (!mayRead(request, token)) throw new ProtocolError(token === null ? 'FORBIDDEN' : 'UNAUTHORIZED');
      return reply
        .header('cache-control', 'no-store')
        .type(metrics.registry.contentType)
        .send(await metrics.text());
    },
  );
}

function mayRead(request: FastifyRequest, token: string | null): boolean {
  if (token !== null) return equal(request.headers.authorization ?? '', `Bearer ${token}`);
  return request.clientAddress.local;
}

function equal(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
