import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** What supervisors announce to teams, and who has seen it (announcements.ts). */
export const announcements: Migration = {
  id: 12,
  name: 'announcements',
  up: async (db) => {
    await sql`
      create table announcements (
        tenant text not null,
        id text not null,
        supervisor_id text not null,
        team_ids text[] not null,
        body text not null,
        starts_at bigint not null,
        ends_at bigint not null,
        created_at bigint not null,
        updated_at bigint not null,
        seen_by text[] not null,
        primary key (tenant, id)
      );
      create index announcements_end on announcements (tenant, ends_at);
    `.execute(db);
  },
};
