import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** Refresh tokens that are good once, places where people have signed in, failures counted by network. */
export const signInSafety: Migration = {
  id: 9,
  name: 'sign-in safety',
  up: async (db) => {
    await sql`
      alter table sign_ins add column refresh_id text;
      create index login_failures_address on login_failures (tenant, address, at);
      create table known_places (
        tenant text not null,
        user_id text not null,
        place text not null,
        last_at bigint not null,
        primary key (tenant, user_id, place)
      );
      create index known_places_last on known_places (last_at);
    `.execute(db);
  },
};
