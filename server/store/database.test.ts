import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { describeOnDatabases } from '../testing/describe-on-databases.ts';
import { makeTestDatabase, openTestDatabase } from '../testing/test-database.ts';
import type { TestDatabasePlace } from '../testing/test-database.ts';
import { DataDirectoryInUseError } from './data-directory-lock.ts';
import { openDatabase } from './database.ts';
import type { Database } from './database.ts';
import { migrate, SchemaTooNewError } from './migrate.ts';
import { MIGRATIONS } from './migrations/index.ts';
import type { Migration } from './migrations/migration.ts';

const toClose: { close(): Promise<void> }[] = [];
const toRemove: TestDatabasePlace[] = [];

afterEach(async () => {
  for (const it of toClose.splice(0)) await it.close();
  for (const it of toRemove.splice(0)) await it.remove();
});

describeOnDatabases('the database', (kind) => {
  let database: Database;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
  });
  afterAll(() => database.close());

  it('keeps concurrent transactions apart and rolls half of them back', async () => {
    const { db } = database;
    await sql`create table numbers (n integer primary key)`.execute(db);
    const one = (n: number) =>
      db.transaction().execute(async (trx) => {
        await sql`insert into numbers values (${n})`.execute(trx);
        if (n % 2) throw new Error('undo');
      });
    await Promise.allSettled(Array.from({ length: 60 }, (_, n) => one(n)));
    const { rows } = await sql<{ count: number }>`select count(*) from numbers`.execute(db);
    expect(rows).toEqual([{ count: 30 }]);
  });

  it('answers each of many large and small questions with its own answer', async () => {
    const { pool } = database;
    const ask = async (n: number) => {
      const long = 'x'.repeat(n % 3 ? 10 : 300_000);
      const { rows } = await pool.query<{ n: number; size: number }>(
        n % 3 ? 'select $1::int as n, length($2) as size' : 'select length($2) as size, $1::int as n',
        [n, long],
      );
      expect(rows[0]).toEqual({ n, size: long.length });
    };
    await Promise.all(Array.from({ length: 200 }, (_, n) => ask(n)));
  });

  it('is looked at by the migrator in its own schema alone, whatever becomes of others', async () => {
    const { db } = database;
    await sql`create schema another`.execute(db);
    await sql`create table another.foreign_table (n integer)`.execute(db);
    const tables = await db.introspection.getTables();
    expect(tables.map(({ name }) => name)).toContain('journal');
    expect(new Set(tables.map(({ schema }) => schema)).size).toBe(1);
    expect(await db.introspection.getSchemas()).toEqual([{ name: tables[0]?.schema }]);
    await sql`drop schema another cascade`.execute(db);
  });

  it('reads bigint as a number and tells constraint errors by their code', async () => {
    const { pool, db } = database;
    expect((await pool.query('select 9007199254740991::bigint as n')).rows).toEqual([
      { n: Number.MAX_SAFE_INTEGER },
    ]);
    const row = { tenant: 't', document: '{}', updated_at: 1 };
    await db.insertInto('configuration').values(row).execute();
    await expect(db.insertInto('configuration').values(row).execute()).rejects.toMatchObject({
      code: '23505',
    });
  });

  it('migrates once, also when several processes start together', async () => {
    const { db } = database;
    await Promise.all([migrate(db), migrate(db), migrate(db)]);
    const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
    expect(rows).toHaveLength(MIGRATIONS.length);
  });

  it('runs a new step once and leaves nothing of a step that fails', async () => {
    const { db } = database;
    const step = (id: number, statement: string): Migration => ({
      id,
      name: 'test',
      up: async (trx) => {
        await sql.raw(statement).execute(trx);
      },
    });
    const good = step(1001, 'create table extra (n integer)');
    await migrate(db, [...MIGRATIONS, good]);
    await migrate(db, [...MIGRATIONS, good]);
    await expect(
      migrate(db, [...MIGRATIONS, good, step(1002, 'create table more (n integer)'), step(1003, 'not sql')]),
    ).rejects.toThrow();
    await expect(sql`select * from more`.execute(db)).rejects.toThrow(/does not exist/);
    await sql`delete from kysely_migration where name >= '1'`.execute(db);
  });

  it('refuses a database that a newer version has written', async () => {
    const { db } = database;
    await sql`insert into kysely_migration values ('9999-from-the-future', '')`.execute(db);
    await expect(migrate(db)).rejects.toThrow(SchemaTooNewError);
    await sql`delete from kysely_migration where name >= '1'`.execute(db);
  });

  it('takes over the notes of the first releases, runs what is missing, and keeps their programs away', async () => {
    const { db } = database;
    await migrate(db);
    await sql`drop table kysely_migration`.execute(db);
    await sql`create table schema_migrations (id integer primary key, name text, applied_at bigint)`.execute(
      db,
    );
    for (const { id, name } of MIGRATIONS) {
      await sql`insert into schema_migrations values (${sql.lit(id)}, ${name}, 1000)`.execute(db);
    }
    const ran: string[] = [];
    const next: Migration = { id: 1004, name: 'next', up: () => Promise.resolve(void ran.push('next')) };
    await Promise.all([migrate(db, [...MIGRATIONS, next]), migrate(db, [...MIGRATIONS, next])]);
    expect(ran).toEqual(['next']);
    const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
    expect(rows).toHaveLength(MIGRATIONS.length + 1);
    expect(rows[0]?.name).toBe('0001-contact centre');
    const former = await sql<{ newest: number }>`select max(id) as newest from schema_migrations`.execute(db);
    expect(former.rows[0]?.newest).toBeGreaterThan(1_000);
    await sql`drop table schema_migrations`.execute(db);
    await sql`delete from kysely_migration where name >= '1'`.execute(db);
  });
});

describe('the embedded database', () => {
  it('keeps its data over a restart and refuses a second opener meanwhile', { timeout: 60_000 }, async () => {
    const place = await makeTestDatabase('embedded');
    toRemove.push(place);
    const first = await openDatabase(place.options);
    await first.pool.query('create table kept (n integer); insert into kept values (7)');
    await expect(openDatabase(place.options)).rejects.toThrow(DataDirectoryInUseError);
    await first.close();
    const second = await openDatabase(place.options);
    toClose.push(second);
    expect((await second.pool.query('select n from kept')).rows).toEqual([{ n: 7 }]);
  });

  it('does not hold up the event loop while a query runs', { timeout: 60_000 }, async () => {
    const database = await openTestDatabase('embedded');
    toClose.push(database);
    let turns = 0;
    const counter = setInterval(() => turns++, 1);
    await database.pool.query('select count(*) from generate_series(1, 2000000)');
    clearInterval(counter);
    expect(turns).toBeGreaterThan(5);
  });
});
