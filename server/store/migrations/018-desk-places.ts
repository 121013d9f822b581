import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** From where desks that other sites host have signed in (`server/identity/desks-elsewhere.ts`). */
export const deskPlaces: Migration = {
  id: 18,
  name: 'desk-places',
  up: async (db) => {
    await sql`
      create table desk_places (
        tenant text not null,
        sid text not null,
        origin text not null,
        address text not null,
        user_id text not null,
        username text not null,
        seen_at bigint not null,
        expires_at bigint not null,
        primary key (tenant, sid, origin)
      );
      create index desk_places_at on desk_places (tenant, origin, address);
    `.execute(db);
  },
};
