import { Kysely } from 'kysely';
import pg from 'pg';
import { types } from './database-access.ts';
import { OwnSchemaDialect } from './own-schema.ts';
import type { DatabaseAccess } from './database-access.ts';
import { openEmbeddedDatabase } from './embedded-database.ts';
import type { Schema } from './schema.ts';
import { serverSocket } from './server-socket.ts';

/** Where the data stands, and how many connections may be used at once. */
export type DatabaseOptions = {
  /** `postgres://…`; without it the embedded database in `dataDir` is used. */
  databaseUrl?: string | undefined;
  /** Directory of the embedded database; made when it is missing. Not used with `databaseUrl`. */
  dataDir?: string | undefined;
  /** How long to wait for another process on `dataDir` that is about to end (ms); default 5,000. */
  dataDirWaitMs?: number | undefined;
  /** Connections of the pool, default 4 (embedded) or 8. The journal's writer takes one of them for good. */
  poolSize?: number | undefined;
  /** Journals that are written besides the first one: each adds a connection to the pool. Default 0. */
  moreWriters?: number | undefined;
  /**
   * The longest that a statement, a lock or a connection of a server may take (ms); then it fails. Default
   * 5,000; 0 waits for ever.
   */
  timeoutMs?: number | undefined;
  /** Called when the embedded database breaks later on: it is of no more use. Default: nothing. */
  onFailure?: ((error: Error) => void) | undefined;
  /** Called when a connection to a server is lost; the pool opens another one by itself. Default: nothing. */
  onConnectionLost?: ((error: Error) => void) | undefined;
};

/** An open database: one dialect and one driver, wherever it stands. */
export type Database = {
  db: Kysely<Schema>;
  pool: pg.Pool;
  /** `embedded` survives a killed process but not a loss of power; `postgres` is as durable as its server. */
  kind: 'embedded' | 'postgres';
  /** For work that may take long, as a migration: runs `work` on a connection without timeouts. */
  patiently: <T>(work: (db: Kysely<Schema>) => Promise<T>) => Promise<T>;
  /** How another thread of this process reaches it (database-access.ts); each call is for one thread. */
  access: () => DatabaseAccess;
  /** Waits for what is running, then closes connections and the embedded database. */
  close(): Promise<void>;
};

const EMBEDDED_POOL = 4;
const SERVER_POOL = 8;
const TIMEOUT_MS = 5_000;
/** A server that keeps its timeouts has answered by then (ms more). */
const SILENCE_MARGIN_MS = 1_000;

/**
 * Opens the database; `migrate` has to follow before it is used.
 * Throws `DataDirectoryInUseError` when another process works on `dataDir`.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { onFailure = () => {}, onConnectionLost = () => {} } = options;
  if (options.databaseUrl !== undefined) {
    const { databaseUrl, timeoutMs = TIMEOUT_MS } = options;
    const pool = serverPool(
      databaseUrl,
      (options.poolSize ?? SERVER_POOL) + (options.moreWriters ?? 0),
      timeoutMs,
    );
    const patiently: Database['patiently'] = async (work) => {
      const patient = assemble('postgres', serverPool(databaseUrl, 1, 0), onConnectionLost);
      return work(patient.db).finally(patient.close);
    };
    const access = (): DatabaseAccess => ({ databaseUrl });
    return { ...assemble('postgres', pool, onConnectionLost), patiently, access };
  }
  if (options.dataDir === undefined) throw new TypeError('openDatabase needs a databaseUrl or a dataDir');
  const embedded = await openEmbeddedDatabase({
    dataDir: options.dataDir,
    patienceMs: options.dataDirWaitMs,
    onFailure,
  });
  const pool = new pg.Pool({
    user: 'postgres',
    database: 'postgres',
    max: (options.poolSize ?? EMBEDDED_POOL) + (options.moreWriters ?? 0),
    // The connections are free, and opening one waits behind whatever runs.
    idleTimeoutMillis: 0,
    stream: embedded.connect,
    types,
  });
  const database = assemble('embedded', pool, onConnectionLost, embedded.close);
  return {
    ...database,
    patiently: (work) => work(database.db),
    access: () => ({ port: embedded.openPort() }),
  };
}

function serverPool(connectionString: string, max: number, timeoutMs: number): pg.Pool {
  return new pg.Pool({
    connectionString,
    max,
    keepAlive: true,
    types,
    ...(timeoutMs > 0 && {
      connectionTimeoutMillis: timeoutMs,
      statement_timeout: timeoutMs,
      lock_timeout: timeoutMs,
      idle_in_transaction_session_timeout: 2 * timeoutMs,
      stream: () => serverSocket(timeoutMs + SILENCE_MARGIN_MS),
    }),
  });
}

function assemble(
  kind: Database['kind'],
  pool: pg.Pool,
  onConnectionLost: (error: Error) => void,
  closeServer: () => Promise<void> = () => Promise.resolve(),
): Omit<Database, 'patiently' | 'access'> {
  // Without a listener a lost connection would end the process: the pool listens while a connection is idle,
  // and nobody else while it is used. One loss may be reported more than once.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', onConnectionLost));
  const db = new Kysely<Schema>({ dialect: new OwnSchemaDialect({ pool }) });
  let closed: Promise<void> | undefined;
  return {
    db,
    pool,
    kind,
    close: () => (closed ??= pool.end().then(closeServer)),
  };
}
