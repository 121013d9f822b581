import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** Labels have a priority: 10 stands first and is served first. Those that were there ask for nothing more (1). */
export const labelPriority: Migration = {
  id: 17,
  name: 'label-priority',
  up: async (db) => {
    await sql`alter table labels add column priority integer not null default 1`.execute(db);
  },
};
