/**
 * The composition root: settings in, a running server out. Only here are all parts connected. What is slow to load or
 * to open is started first and awaited last.
 */
import { randomUUID } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { FastifyInstance } from 'fastify';
import type { Origins } from './identity/origins.ts';
import type { ReservedPort } from './http/reserve-port.ts';
import type { RunningConnector } from './gateways/generic-connector/start-connector.ts';
import type { Traces } from './http/traces.ts';
import type { Nodes } from './nodes/open-nodes.ts';
import { runProcess } from './run-process.ts';
import type { RunningServer, StartOptions } from './running-server.ts';
import { openDatabase } from './store/database.ts';
import type { Database } from './store/database.ts';
import type { Tenants } from './tenants/open-tenants.ts';

/** What is open so far: on a failed start, less than everything. */
type Opened = {
  database?: Database;
  port?: ReservedPort;
  nodes?: Nodes;
  traces?: Traces;
  tenants?: Tenants;
  app?: FastifyInstance;
  adminSocket?: { close(): Promise<void> } | null;
  connector?: RunningConnector;
  sockets: Set<Socket>;
  /** Its connections end little by little. */
  draining?: true;
};

/** How soon (ms) a change of the configuration by another process is noticed. */
const WATCH_CONFIGURATION_MS = 2_000;

/** How long (ms) customers have for coming back before those who did not are looked for: most come at once. */
const COMPARE_CUSTOMERS_AFTER_MS = 1_000;

/** How long (ms) after the start the configuration's file is compared with what is served. */
const COMPARE_FILES_AFTER_MS = 2_000;

/** A connection that is still there so long (ms) after everybody was asked to go is cut. */
const GOODBYE_MS = 1_000;

/** Starts a server. When it cannot, nothing stays open; `operatorSentence` says why to whoever started it. */
export async function startServer(options: StartOptions): Promise<RunningServer> {
  const opened: Opened = { sockets: new Set() };
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= closeAll(opened));
  try {
    return { ...(await compose(options, opened)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function compose(options: StartOptions, opened: Opened): Promise<Omit<RunningServer, 'close'>> {
  const { settings } = options;
  let onFatal: (error: Error) => void = () => {};
  let onTrouble: (error: Error) => void = () => {};
  // The embedded database opens in a thread of its own while this one loads the rest.
  const opening = openDatabase({
    ...(settings.databaseUrl === null
      ? { dataDir: settings.dataDir, dataDirWaitMs: settings.dataDirWaitMs }
      : { databaseUrl: settings.databaseUrl, timeoutMs: settings.databaseTimeoutMs }),
    moreWriters: Math.max(0, settings.tenants.length - 1),
    onFailure: (error) => onFatal(error),
    onConnectionLost: (error) => onTrouble(error),
  }).then((database) => (opened.database = database));
  const [database, parts] = await Promise.all([opening, import('./parts.ts')]);
  const logger = options.logger ?? parts.createLogger(settings.logLevel);
  onFatal = (error) => {
    logger.fatal({ err: error }, 'The server cannot go on');
    options.onFatal?.(error);
  };
  onTrouble = (error) => logger.warn({ err: error }, 'A connection to the database was lost');

  const reserved = (opened.port = await parts.reservePort(settings.host, settings.port));
  const { port } = reserved;
  const url = settings.publicUrl ?? originOf(settings.host, port);
  await database.patiently(parts.migrate);
  const { databaseUrl, redisUrl } = settings;
  if (databaseUrl !== null && redisUrl !== null) {
    // A name for this process alone: one that is restarted must not take for its own what it has from before.
    const node = randomUUID();
    const { openNodes } = await import('./nodes/open-nodes.ts');
    opened.nodes = await openNodes({ redisUrl, databaseUrl, db: database.db, node, logger });
  }
  const nodes = opened.nodes ?? null;
  if (settings.tracing !== null) {
    const { openTraces } = await import('./http/traces.ts');
    opened.traces = openTraces({ ...settings.tracing, node: nodes?.node ?? hostname(), logger });
  }
  const tenants = (opened.tenants = await parts.openTenants({
    database,
    settings,
    nodes,
    traces: opened.traces ?? null,
    nodeId: settings.port === 0 ? randomUUID() : `${hostname()}:${settings.host}:${port}`,
    url,
    logger,
    onLost: (error) => onFatal(error),
  }));
  const demo = tenants.opened.some((tenant) => tenant.demo);
  const shares =
    nodes === null ? null : { roles: tenants.roles, lagMs: tenants.lagsMs, hasRedis: () => nodes.hasRedis };
  const metrics = parts.createMetrics(tenants.figures, shares);
  const app = (opened.app = await parts.createApp({
    settings: { ...settings, publicUrl: url },
    logger,
    metrics,
    knownRefusal: parts.knownRefusal,
    probes: [
      { name: 'database', check: () => database.pool.query('select 1') },
      { name: 'draining', onlyWhile: () => opened.draining === true, check: refuseToServe },
      ...tenants.probes,
    ],
    shares,
    webDir: options.webDir === undefined ? builtPages() : options.webDir,
    defaultChannel: ({ host }) => {
      const { channels } = tenants.ofHost(host).directory();
      return channels.find((channel) => channel.type === 'WEB')?.serviceIdentifier ?? null;
    },
    deskConfig: (headers) => tenants.ofHost(headers.host).deskConfig(headers),
    isAllowedOrigin: (origin) => tenants.opened.some(({ identity }) => identity.origins().isAllowed(origin)),
    demo,
    naming: tenants.naming,
  }));
  app.server.on('connection', (socket: Socket) => {
    opened.sockets.add(socket);
    socket.once('close', () => opened.sockets.delete(socket));
  });
  await tenants.serve(app, metrics);
  await app.ready();
  await reserved.handOver(app.server);
  delete opened.port;
  // Customers who were connected before this start may come now; those who do not are found to be gone.
  setTimeout(() => {
    for (const { engine } of tenants.opened) engine.presence.compare();
  }, COMPARE_CUSTOMERS_AFTER_MS).unref();
  const drain = (): void => {
    if (opened.draining === true) return;
    opened.draining = true;
    logger.info({}, 'draining: the connections go to other nodes');
    void emptied(opened.sockets).then(() => options.onDrained?.());
  };
  opened.adminSocket = await parts.openAdminSocket(
    parts.socketAddress(settings.dataDir),
    new Map(tenants.opened.map(({ id, administration }) => [id, administration])),
    logger,
    drain,
  );
  if (settings.connector !== null) {
    opened.connector = await parts.startConnector(
      settings.connector,
      logger,
      {
        app,
        isWelcome: (headers) => tenants.opened.some(({ identity }) => mayCome(identity.origins(), headers)),
        handshakesPerMinute: settings.handshakeLimit,
        commandsPerSecond: settings.eventLimit,
      },
      metrics.registry,
    );
  }
  // Only a PostgreSQL can be changed by another process.
  if (database.kind === 'postgres') for (const { live } of tenants.opened) live.watch(WATCH_CONFIGURATION_MS);
  const [first] = tenants.opened;
  if (first === undefined) throw new Error('There is no tenant.');
  const ids = tenants.opened.map(({ id }) => id);
  logger.info({ url, database: database.kind, tenant: first.id, tenants: ids }, 'ready');
  // A large file takes a while to read and to compare: those who come back after a failure do not wait for it.
  setTimeout(() => {
    for (const { id, configuration } of tenants.opened) {
      void parts.warnOfOtherFile(parts.configFileOf(settings, id), configuration, logger);
    }
  }, COMPARE_FILES_AFTER_MS).unref();
  const { engine, identity, configuration } = first;
  const served = { url, port, demo, app, engine, identity, configuration, database };
  return { ...served, tenants: tenants.opened, drain: nodes === null ? null : drain };
}

/**
 * Closes what is open. Work that has begun is finished while its sockets still stand, so that its answers
 * arrive; whoever is connected then is asked to go, and finds the next start.
 */
async function closeAll(opened: Opened): Promise<void> {
  const { app, tenants, nodes, database, port, adminSocket, connector, sockets } = opened;
  const connectorEnds = connector?.close();
  await adminSocket?.close();
  if (app?.server.listening === true) app.server.close();
  await port?.release();
  await tenants?.finish();
  app?.server.closeIdleConnections();
  const cut = setTimeout(() => sockets.forEach((socket) => socket.destroy()), GOODBYE_MS);
  await app?.close();
  clearTimeout(cut);
  tenants?.close();
  await nodes?.close();
  await opened.traces?.close();
  await connectorEnds;
  await database?.close();
}

/** Before the first one is ended, balancers have noticed (ms); the last one is ended so long (ms) after the first. */
const NOTICED_MS = 3_000;
const EMPTIED_WITHIN_MS = 10_000;
const STEP_MS = 100;

/** Ends connections one after the other: their clients come back at another node, and not all at once. */
async function emptied(sockets: ReadonlySet<Socket>): Promise<void> {
  await sleep(NOTICED_MS);
  const began = performance.now();
  for (let left = EMPTIED_WITHIN_MS; left > 0; left = EMPTIED_WITHIN_MS - (performance.now() - began)) {
    const open = [...sockets];
    const share = Math.ceil((open.length * STEP_MS) / Math.max(left, STEP_MS));
    for (const socket of open.slice(0, share)) socket.end();
    if (open.length === 0) return;
    await sleep(STEP_MS);
  }
}

function refuseToServe(): Promise<never> {
  return Promise.reject(new Error('The node is drained.'));
}

/** Whether a page of our own, or of an allowed origin, asks. */
function mayCome(origins: Origins, headers: IncomingHttpHeaders): boolean {
  return origins.isOwn(headers) || origins.isAllowed(headers.origin);
}

/** Built, the pages stand beside the server's folder; from source, the build has put them into `dist`. */
function builtPages(): string | null {
  const places = ['../web/', '../dist/web/'].map((path) => fileURLToPath(new URL(path, import.meta.url)));
  return places.find((path) => existsSync(`${path}index.html`)) ?? null;
}

function originOf(host: string, port: number): string {
  // No browser can go to "every interface".
  const reachable = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}

/** `npm start`: reads the environment, serves until a signal comes, and ends with the right exit code. */
export async function main(): Promise<void> {
  await runProcess(startServer);
}

const entry = process.argv[1];
if (entry !== undefined && existsSync(entry) && import.meta.url === pathToFileURL(realpathSync(entry)).href) {
  await main();
}
