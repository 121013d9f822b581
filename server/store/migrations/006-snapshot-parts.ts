import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** Snapshots in compressed parts (snapshots.ts). Those of before stay readable in their old column. */
export const snapshotParts: Migration = {
  id: 6,
  name: 'snapshot parts',
  up: async (db) => {
    await sql`
      alter table snapshots alter column state drop not null;
      alter table snapshots add column parts integer;
      create table snapshot_parts (
        tenant text not null,
        seq bigint not null,
        part integer not null,
        data bytea not null,
        primary key (tenant, seq, part)
      );
      -- Already compressed.
      alter table snapshot_parts alter column data set storage external;
    `.execute(db);
  },
};
