import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** What agents have entered for a wrap-up so far (entered-wrapups.ts): one per task, until the task closes. */
export const enteredWrapups: Migration = {
  id: 7,
  name: 'entered-wrapups',
  up: async (db) => {
    await sql`
      create table entered_wrapups (
        tenant text not null,
        task_id text not null,
        conversation_id text not null,
        agent_id text not null,
        message_id text,
        content jsonb,
        primary key (tenant, task_id)
      );
      create index entered_wrapups_conversation on entered_wrapups (tenant, conversation_id);
    `.execute(db);
  },
};
