import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { MIGRATIONS } from './migrations/index.ts';
import type { Migration } from './migrations/migration.ts';
import type { Schema } from './schema.ts';

/** The database was written by a newer version of the program, which this one cannot read. */
export class SchemaTooNewError extends Error {
  override readonly name = 'SchemaTooNewError';

  constructor(found: number, known: number) {
    super(
      `The database has schema ${found}, this version knows up to ${known}. Install the newer version again.`,
    );
  }
}

/** Any number that no other program uses for an advisory lock in the same database. */
const LOCK = 7_205_013_917;

type MigrationTables = { schema_migrations: { id: number; name: string; applied_at: number } };

/**
 * Brings the schema up to date in one transaction. Processes that start at the same time wait for each other.
 * Throws `SchemaTooNewError` when the database is ahead of the program.
 */
export async function migrate(
  db: Kysely<Schema>,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<void> {
  await db
    .withTables<MigrationTables>()
    .transaction()
    .execute(async (trx) => {
      await sql`select pg_advisory_xact_lock(${sql.lit(LOCK)})`.execute(trx);
      await trx.schema
        .createTable('schema_migrations')
        .ifNotExists()
        .addColumn('id', 'integer', (column) => column.primaryKey())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('applied_at', 'bigint', (column) => column.notNull())
        .execute();
      const applied = await trx.selectFrom('schema_migrations').select('id').execute();
      const done = new Set(applied.map((row) => row.id));
      const ordered = migrations.toSorted((a, b) => a.id - b.id);
      const known = ordered.at(-1)?.id ?? 0;
      const found = Math.max(0, ...done);
      if (found > known) throw new SchemaTooNewError(found, known);
      for (const { id, name, up } of ordered) {
        if (done.has(id)) continue;
        // The steps are written against the tables of their own time.
        await up(trx as unknown as Kysely<unknown>);
        await trx.insertInto('schema_migrations').values({ id, name, applied_at: Date.now() }).execute();
      }
    });
}
