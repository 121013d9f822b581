import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/**
 * Names the place where the data stands: the same for all processes on it, by whatever address they reach it, and
 * another one for every other server, database or schema.
 */
export async function installationOf(db: Kysely<Schema>): Promise<string> {
  const { rows } = await sql<{ place: string }>`
    select concat_ws('/', current_database(), current_schema(),
      (select oid from pg_database where datname = current_database())) as place
  `.execute(db);
  const server = await sql<{ id: string }>`select system_identifier::text as id from pg_control_system()`
    .execute(db)
    // Not every hosted server lets everybody ask.
    .catch(() => ({ rows: [] }));
  const place = `${server.rows[0]?.id ?? ''}/${rows[0]?.place ?? ''}`;
  return createHash('sha256').update(place).digest('hex').slice(0, 16);
}
