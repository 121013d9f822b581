/**
 * The composition root: settings in, a running server out. Here alone all parts meet. What is slow to load or
 * to open is begun first and waited for last.
 */
import { randomUUID } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import type { Socket } from 'node:net';
import { hostname } from 'node:os';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { FastifyInstance } from 'fastify';
import type { LiveConfiguration } from './administration/live-configuration.ts';
import type { SharedConnections } from './connections/open-connections.ts';
import type { SharedCustomers } from './customers/open-customers.ts';
import type { RunningEngine } from './engine/open-engine.ts';
import type { DeskConfigFor } from './http/desk-config.ts';
import type { ReservedPort } from './http/reserve-port.ts';
import type { Identity } from './identity/identity.ts';
import { runProcess } from './run-process.ts';
import type { RunningServer, StartOptions } from './running-server.ts';
import { openDatabase } from './store/database.ts';
import type { Database } from './store/database.ts';

/** What is open so far: on a failed start, less than everything. */
type Opened = {
  database?: Database;
  port?: ReservedPort;
  engine?: RunningEngine;
  identity?: Identity;
  connections?: SharedConnections;
  customers?: SharedCustomers;
  app?: FastifyInstance;
  live?: LiveConfiguration;
  adminSocket?: { close(): Promise<void> } | null;
  sockets: Set<Socket>;
};

/** How soon (ms) a change of the configuration by another process is noticed. */
const WATCH_CONFIGURATION_MS = 2_000;

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
  const configuration = await parts.readContactCentre(database.db, settings);
  const live = (opened.live = parts.createLiveConfiguration(database.db, configuration, () => logger));
  const directory = () => live.current().directory;
  const demo = parts.isDemo(configuration, settings);

  const engine = (opened.engine = await parts.openEngine({
    database,
    tenant: configuration.tenant,
    nodeId: settings.port === 0 ? randomUUID() : `${hostname()}:${settings.host}:${port}`,
    logger,
    answerMs: settings.databaseTimeoutMs,
    maxWaiting: settings.maxWaiting,
    onLost: (error) => onFatal(error),
  }));
  await live.apply(engine);
  const identity = (opened.identity = await parts.openIdentity({
    db: database.db,
    settings: {
      publicUrl: url,
      oidc: settings.oidc,
      ...configuration.signIn,
      longestSignInMs: settings.longestSignInMs,
      failuresPerNetwork: settings.signInFailures,
      waitingChecks: settings.signInQueue,
      origins: {
        allowed: settings.allowedOrigins,
        redirects: settings.redirectUris,
        guessed: settings.publicUrl === null,
      },
      frameAncestors: settings.frameAncestors,
      notice: demo ? parts.DEMO_NOTICE : null,
    },
    directory,
    logger,
  }));

  const deskConfig: DeskConfigFor = (headers) => {
    const openId = identity.openId();
    // Who came to another name of this machine stays there: its own pages may not ask elsewhere.
    const here = identity.embedded === null ? openId.url : identity.origins().of(headers);
    return { oidc: { ...openId, url: here }, demo };
  };
  const metrics = parts.createMetrics(() => parts.figuresOf(engine));
  const app = (opened.app = await parts.createApp({
    settings: { ...settings, publicUrl: url },
    logger,
    metrics,
    knownRefusal: parts.knownRefusal,
    probes: [
      { name: 'database', check: () => database.pool.query('select 1') },
      { name: 'engine', check: () => engine.check() },
    ],
    webDir: options.webDir === undefined ? builtPages() : options.webDir,
    defaultChannel: () =>
      directory().channels.find((channel) => channel.type === 'WEB')?.serviceIdentifier ?? null,
    deskConfig,
    isAllowedOrigin: (origin) => identity.origins().isAllowed(origin),
    demo,
  }));
  app.server.on('connection', (socket: Socket) => {
    opened.sockets.add(socket);
    socket.once('close', () => opened.sockets.delete(socket));
  });
  await parts.registerIdentity(app, identity);
  parts.useDeskConfig(app, deskConfig);
  const connections = (opened.connections = parts.openConnections({ engine, identity, logger }));
  const store = parts.openTenantStore(database.db, {
    tenant: configuration.tenant,
    now: () => engine.now(),
  });
  const measured = parts.measuredEngine(engine, metrics);
  const limits = parts.gatewaySettings(settings);
  const customers = (opened.customers = await parts.openCustomers({
    engine: measured,
    store,
    limits,
    logger,
  }));
  const files = parts.openFiles(settings, configuration.tenant);
  await files.clear();
  await parts.registerGateways(app, {
    engine: measured,
    files,
    configuration: await parts.followConfiguration(engine),
    connections,
    customers,
    ...store,
    identity,
    directory,
    logger,
    settings: limits,
  });
  await app.ready();
  await reserved.handOver(app.server);
  delete opened.port;
  // Customers who were connected before this start may come now; those who do not are found to be gone.
  engine.presence.compare();
  const administration = parts.createAdministration({
    db: database.db,
    tenant: configuration.tenant,
    changed: live.reload,
    endSignIns: identity.endSessionsOf,
    removeFiles: (names) => files.remove(names),
  });
  opened.adminSocket = await parts.openAdminSocket(
    parts.socketAddress(settings.dataDir),
    administration,
    logger,
  );
  // Only a PostgreSQL can be changed by another process.
  if (database.kind === 'postgres') live.watch(WATCH_CONFIGURATION_MS);
  await parts.warnOfOtherFile(settings, configuration, logger);
  logger.info({ url, database: database.kind, tenant: configuration.tenant }, 'ready');
  return { url, port, demo, app, engine, identity, configuration, database };
}

/**
 * Closes what is open. Work that has begun is finished while its sockets still stand, so that its answers
 * arrive; whoever is connected then is asked to go, and finds the next start.
 */
async function closeAll(opened: Opened): Promise<void> {
  const { app, connections, customers, engine, identity, database, port, live, adminSocket, sockets } =
    opened;
  live?.close();
  await adminSocket?.close();
  if (app?.server.listening === true) app.server.close();
  await port?.release();
  await engine?.close();
  connections?.close();
  customers?.close();
  app?.server.closeIdleConnections();
  const cut = setTimeout(() => sockets.forEach((socket) => socket.destroy()), GOODBYE_MS);
  await app?.close();
  clearTimeout(cut);
  identity?.close();
  await database?.close();
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
