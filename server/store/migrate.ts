import { Migrator, sql } from 'kysely';
import type { Kysely } from 'kysely';
import { MIGRATIONS } from './migrations/index.ts';
import type { Migration } from './migrations/migration.ts';
import type { Schema } from './schema.ts';

/** The database was written by a newer version of the program, which this one cannot read. */
export class SchemaTooNewError extends Error {
  override readonly name = 'SchemaTooNewError';

  constructor(found: string, known: string) {
    super(
      `The database has schema ${found}, this version knows up to ${known}. Install the newer version again.`,
    );
  }
}

/** Any number that no other program uses for an advisory lock in the same database. */
const LOCK = 7_205_013_917;

/** The first releases noted by number what they had done; later ones leave it to Kysely. */
type FormerTable = { schema_migrations: { id: number; name: string; applied_at: number } };
type KyselyTable = { kysely_migration: { name: string; timestamp: string } };

/** Written among the former notes: it keeps a program of that time from a database that it can no longer judge. */
const HANDED_OVER = { id: 1_000_000, name: 'see kysely_migration', applied_at: 0 };

/** Steps run in the order of these names. */
const nameOf = ({ id, name }: Migration): string => `${String(id).padStart(4, '0')}-${name}`;

/**
 * Brings the schema up to date in one transaction. Processes that start at the same time wait for each other.
 * @throws SchemaTooNewError when the database is ahead of the program
 */
export async function migrate(
  db: Kysely<Schema>,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<void> {
  const done = new Set(await adopt(db, migrations));
  const steps = Object.fromEntries(migrations.map((migration) => [nameOf(migration), migration]));
  const known = Object.keys(steps).sort().at(-1) ?? '';
  const foreign = [...done].filter((name) => !Object.hasOwn(steps, name)).sort();
  const newest = foreign.at(-1);
  if (newest !== undefined && newest > known) throw new SchemaTooNewError(newest, known);
  if (Object.keys(steps).every((name) => done.has(name))) return;
  const { rows } = await sql<{ schema: string }>`select current_schema() as schema`.execute(db);
  const schema = rows[0]?.schema;
  const migrator = new Migrator({
    db,
    // Other schemas of the same database may have tables of the same names.
    ...(schema !== undefined && { migrationTableSchema: schema }),
    provider: { getMigrations: () => Promise.resolve(steps) },
    migrationTableName: 'kysely_migration',
    allowUnorderedMigrations: true,
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined)
    throw error instanceof Error ? error : new Error('A migration failed.', { cause: error });
}

/** The names of the steps that have run. Notes of the first releases are handed over to Kysely once. */
function adopt(db: Kysely<Schema>, migrations: readonly Migration[]): Promise<string[]> {
  return db
    .withTables<FormerTable & KyselyTable>()
    .transaction()
    .execute(async (trx) => {
      await sql`select pg_advisory_xact_lock(${sql.lit(LOCK)})`.execute(trx);
      const { rows } = await sql<{ former: boolean; kysely: boolean }>`
        select to_regclass('schema_migrations') is not null as former,
          to_regclass('kysely_migration') is not null as kysely
      `.execute(trx);
      const there = rows[0];
      if (there?.kysely === true) {
        return (await trx.selectFrom('kysely_migration').select('name').execute()).map(({ name }) => name);
      }
      if (there?.former !== true) return [];
      const noted = await trx.selectFrom('schema_migrations').selectAll().orderBy('id').execute();
      const steps = new Map(migrations.map((migration) => [migration.id, migration]));
      const known = Math.max(0, ...steps.keys());
      const newest = noted.at(-1)?.id ?? 0;
      if (newest > known) throw new SchemaTooNewError(String(newest), String(known));
      await trx.schema
        .createTable('kysely_migration')
        .addColumn('name', 'varchar(255)', (column) => column.primaryKey())
        .addColumn('timestamp', 'varchar(255)', (column) => column.notNull())
        .execute();
      const done = noted.flatMap(({ id, applied_at: at }) => {
        const step = steps.get(id);
        return step === undefined ? [] : { name: nameOf(step), timestamp: new Date(at).toISOString() };
      });
      if (done.length > 0) await trx.insertInto('kysely_migration').values(done).execute();
      await trx.insertInto('schema_migrations').values(HANDED_OVER).execute();
      return done.map(({ name }) => name);
    });
}
