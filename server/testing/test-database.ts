/** Databases for tests: fresh, migrated, and gone afterwards. */
import { randomUUID } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openDatabase } from '../store/database.ts';
import type { Database, DatabaseOptions } from '../store/database.ts';
import { migrate } from '../store/migrate.ts';

/** Which database a test runs on. */
export type TestDatabaseKind = Database['kind'];

/** A place for a database that can be opened several times (a restart, a second node), then removed. */
export type TestDatabasePlace = {
  kind: TestDatabaseKind;
  options: DatabaseOptions;
  remove(): Promise<void>;
};

/** The PostgreSQL server for tests, when there is one. */
export const TEST_DATABASE_URL = process.env.TEST_DATABASE_URL;

/**
 * Makes an empty place: a temporary directory for the embedded database, or a schema of its own on the server
 * that `TEST_DATABASE_URL` names. Default: the server when there is one, which is faster.
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
    remove: () => rm(dataDir, { recursive: true, force: true }),
  };
}

/** Creating a database takes seconds, so it is done once per machine and copied. */
async function embeddedTemplate(): Promise<string> {
  const project = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  // Another version may write another format.
  const version = project.dependencies['@electric-sql/pglite'] ?? '';
  const template = join(tmpdir(), `agent-desk-test-template-${version}-${userInfo().uid}`);
  if (await exists(template)) return template;
  const draft = `${template}.${randomUUID()}`;
  await mkdir(draft, { mode: 0o700 });
  const database = await openDatabase({ dataDir: draft });
  await database.pool.query('select 1');
  await database.close();
  // Another test process may have been faster; its template is as good.
  await rename(draft, template).catch(() => rm(draft, { recursive: true, force: true }));
  return template;
}

async function makeSchema(): Promise<TestDatabasePlace> {
  if (TEST_DATABASE_URL === undefined) throw new Error('TEST_DATABASE_URL is not set');
  const url = TEST_DATABASE_URL;
  const schema = `test_${randomUUID().replaceAll('-', '')}`;
  await run(url, `create schema ${schema}`);
  const own = new URL(url);
  own.searchParams.set('options', `-c search_path=${schema}`);
  return {
    kind: 'postgres',
    // A busy machine is slow; what a timeout does has tests of its own.
    options: { databaseUrl: own.href, timeoutMs: 60_000 },
    remove: () => run(url, `drop schema ${schema} cascade`),
  };
}

async function run(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`set client_min_messages = warning; ${statement}`);
  await client.end();
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
