import type { Kysely } from 'kysely';

/**
 * One step of the schema, forward only. A released step is never changed; a mistake is mended by the next one.
 * It runs inside the transaction of `migrate` and must work on PGlite and on PostgreSQL 15 and newer.
 */
export type Migration = {
  /** Its number: steps run in this order, once each. */
  id: number;
  /** What it is for, in a few words. */
  name: string;
  up: (db: Kysely<unknown>) => Promise<void>;
};
