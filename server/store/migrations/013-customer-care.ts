import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** What agents keep of customers: labels, whom an anonymous one turned out to be, and texts that they use again. */
export const customerCare: Migration = {
  id: 13,
  name: 'customer care',
  up: async (db) => {
    await sql`
      create table labels (
        tenant text not null,
        id text not null,
        name text not null,
        color_code text not null,
        created_by text not null,
        created_at bigint not null,
        primary key (tenant, id)
      );
      create table customer_moves (
        tenant text not null,
        conversation_id text not null,
        from_id text not null,
        to_id text not null,
        moved_by text not null,
        moved_at bigint not null,
        primary key (tenant, conversation_id)
      );
      create table canned_messages (
        tenant text not null,
        id text not null,
        agent_id text not null,
        title text not null,
        shortcut text not null,
        text text not null,
        updated_at bigint not null,
        primary key (tenant, id)
      );
      alter table customers add column merged_into text;
    `.execute(db);
  },
};
