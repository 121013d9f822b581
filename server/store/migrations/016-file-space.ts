import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** How many bytes a tenant's stored files have together (file-space.ts): all processes count there. */
export const fileSpace: Migration = {
  id: 16,
  name: 'file-space',
  up: async (db) => {
    await sql`
      create table file_space (
        tenant text not null primary key,
        bytes bigint not null
      );
    `.execute(db);
  },
};
