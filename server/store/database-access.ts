/** The database as another thread of this process reaches it. */
import { Kysely } from 'kysely';
import pg from 'pg';
import type { MessagePort } from 'node:worker_threads';
import { OwnSchemaDialect } from './own-schema.ts';
import { PortStream } from './port-stream.ts';
import type { Schema } from './schema.ts';

/** Plain data that can be sent to a thread; a port has to be transferred. */
export type DatabaseAccess = { databaseUrl: string } | { port: MessagePort };

/** Sequences and epoch milliseconds fit a JavaScript number. */
export const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.INT8, Number);

/** Opens one connection without timeouts: whoever uses it has nobody waiting. */
export function openAccess(access: DatabaseAccess): { db: Kysely<Schema>; close: () => Promise<void> } {
  const pool = new pg.Pool({
    max: 1,
    types,
    keepAlive: true,
    ...('port' in access
      ? { user: 'postgres', database: 'postgres', stream: () => new PortStream(access.port) }
      : { connectionString: access.databaseUrl }),
  });
  // A lost connection fails the statement that uses it; without a listener it would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return { db: new Kysely<Schema>({ dialect: new OwnSchemaDialect({ pool }) }), close: () => pool.end() };
}
