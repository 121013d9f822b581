import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/**
 * Supervisors who listen on the telephone stand in the supervision record, too: with the agent whom they listen to, without
 * a part in a conversation, and with the conversation where the call belongs to one.
 */
export const monitoredCalls: Migration = {
  id: 19,
  name: 'monitored-calls',
  up: async (db) => {
    await sql`
      alter table supervisions add column phone_agent_id text;
      alter table supervisions alter column conversation_id drop not null;
      alter table supervisions alter column participant_id drop not null;
      create index supervisions_phone on supervisions (tenant, supervisor_id)
        where phone_agent_id is not null and ended_at is null;
    `.execute(db);
  },
};
