import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/**
 * A task may come by no queue and take no slot (supervising, pull lists), name an agent, and be asked for by an
 * agent or a bot, with a note. A conversation may stand on a pull list.
 */
export const requests: Migration = {
  id: 11,
  name: 'requests',
  up: async (db) => {
    await sql`
      alter table tasks alter column queue_id drop not null;
      alter table tasks alter column mrd_id drop not null;
      alter table tasks add column target_agent_id text;
      alter table tasks add column requested_by_kind text;
      alter table tasks add column requested_by_id text;
      alter table tasks add column note_id text;
      alter table conversations add column list_id text;
    `.execute(db);
  },
};
