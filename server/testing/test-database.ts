/** Databases for tests: fresh, migrated, and gone afterwards. */
import { createHash, randomUUID } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../store/database.ts';
import type { Database, DatabaseOptions } from '../store/database.ts';
import { migrate } from '../store/migrate.ts';
import { PATIENCE_MS, TestSchemas } from './test-schemas.ts';

/** Which database a test runs on. */
export type TestDatabaseKind = Database['kind'];

/** A place for a database that can be opened several times (a restart, a second node), then removed. */
export type TestDatabasePlace = {
  kind: TestDatabaseKind;
  options: DatabaseOptions;
  /** Of the embedded database, or an empty one for what a server keeps beside PostgreSQL. */
  directory: string;
  remove(): Promise<void>;
};

/** The settings by which a server uses a place. What it keeps beside a PostgreSQL goes into a directory that `remove` knows. */
export function settingsOf({ options, directory }: TestDatabasePlace): Record<string, string> {
  const { databaseUrl } = options;
  return { DATA_DIR: directory, ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }) };
}

/** The PostgreSQL server for tests, when there is one. */
export const TEST_DATABASE_URL = process.env.TEST_DATABASE_URL;

/**
 * Makes a place with the tables and no data: a temporary directory for the embedded database, or a schema of its own on
 * the server that `TEST_DATABASE_URL` names. Default: the server when there is one, which is faster.
 */
export async function makeTestDatabase(kind?: TestDatabaseKind): Promise<TestDatabasePlace> {
  const chosen = kind ?? (TEST_DATABASE_URL === undefined ? 'embedded' : 'postgres');
  return chosen === 'embedded' ? makeEmbedded() : makeSchema();
}

/** An open, migrated database; `close` also removes it. */
export async function openTestDatabase(kind?: TestDatabaseKind): Promise<Database> {
  const place = await makeTestDatabase(kind);
  const database = await openDatabase(place.options);
  await migrate(database.db);
  return {
    ...database,
    close: async () => {
      await database.close();
      await place.remove();
    },
  };
}

async function makeEmbedded(): Promise<TestDatabasePlace> {
  const template = await embeddedTemplate();
  const dataDir = await mkdtemp(join(tmpdir(), 'agent-desk-test-'));
  await cp(template, dataDir, { recursive: true });
  return {
    kind: 'embedded',
    options: { dataDir },
    directory: dataDir,
    remove: () => rm(dataDir, { recursive: true, force: true }),
  };
}

/** Creating a database with its tables takes seconds, so it is done once per machine and copied. */
async function embeddedTemplate(): Promise<string> {
  const template = join(tmpdir(), `agent-desk-test-template-${await schemaVersion()}-${userInfo().uid}`);
  if (await exists(template)) return template;
  const draft = `${template}.${randomUUID()}`;
  await mkdir(draft, { mode: 0o700 });
  const database = await openDatabase({ dataDir: draft });
  await migrate(database.db);
  await database.close();
  // Another test process may have been faster; its template is as good.
  await rename(draft, template).catch(() => rm(draft, { recursive: true, force: true }));
  return template;
}

/** What the template depends on: the database's version, which decides the format, and the steps to its tables. */
async function schemaVersion(): Promise<string> {
  const store = new URL('../store/', import.meta.url);
  const steps = (await readdir(new URL('migrations/', store))).filter((name) => name.endsWith('.ts')).sort();
  const sources = [
    '../../package-lock.json',
    '../store/migrate.ts',
    ...steps.map((name) => `../store/migrations/${name}`),
  ];
  const hash = createHash('sha256');
  for (const source of sources) hash.update(await readFile(new URL(source, import.meta.url)));
  return hash.digest('hex').slice(0, 12);
}

let schemas: TestSchemas | null = null;

async function makeSchema(): Promise<TestDatabasePlace> {
  if (TEST_DATABASE_URL === undefined) throw new Error('TEST_DATABASE_URL is not set');
  schemas ??= new TestSchemas(TEST_DATABASE_URL, process.env.TEST_RUN);
  const schema = await schemas.take();
  const directory = await mkdtemp(join(tmpdir(), 'agent-desk-test-'));
  return {
    kind: 'postgres',
    options: { databaseUrl: schema.url, timeoutMs: PATIENCE_MS },
    directory,
    remove: async () => {
      await schema.giveBack();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
