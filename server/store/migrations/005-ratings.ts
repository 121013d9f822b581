import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** How customers found their chats (ratings.ts): one rating per channel session, the last one. */
export const ratings: Migration = {
  id: 5,
  name: 'ratings',
  up: async (db) => {
    await sql`
      create table ratings (
        tenant text not null,
        session_id text not null,
        conversation_id text not null,
        rating smallint not null,
        comment text,
        at bigint not null,
        primary key (tenant, session_id)
      );
      create index ratings_conversation on ratings (tenant, conversation_id);
    `.execute(db);
  },
};
