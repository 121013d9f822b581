/**
 * What the migrator asks about the database, answered for its own schema alone. Kysely's own answer describes every
 * table of every schema: it is slow where there are many, and fails when another schema is dropped meanwhile.
 */
import { PostgresDialect, PostgresIntrospector, sql } from 'kysely';
import type { DatabaseIntrospector, Kysely, SchemaMetadata, TableMetadata } from 'kysely';

/** PostgreSQL, of which only the schema that a connection works in is looked at. */
export class OwnSchemaDialect extends PostgresDialect {
  override createIntrospector<T>(db: Kysely<T>): DatabaseIntrospector {
    return new OwnSchema(db);
  }
}

class OwnSchema<T> extends PostgresIntrospector {
  readonly #db: Kysely<T>;

  constructor(db: Kysely<T>) {
    super(db);
    this.#db = db;
  }

  override async getSchemas(): Promise<SchemaMetadata[]> {
    const { rows } = await sql<SchemaMetadata>`select current_schema() as name`.execute(this.#db);
    return rows;
  }

  /** Names without columns: the migrator asks for no more. */
  override async getTables(): Promise<TableMetadata[]> {
    const { rows } = await sql<{ name: string; schema: string }>`
      select tablename as name, schemaname as schema from pg_catalog.pg_tables where schemaname = current_schema()
    `.execute(this.#db);
    return rows.map(({ name, schema }) => ({ name, schema, isView: false, columns: [] }));
  }
}
