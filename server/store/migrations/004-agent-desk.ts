import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** What agents keep on the server: unsent texts and how they like their desk (gateways/agent-manager/tables.ts). */
export const agentDesk: Migration = {
  id: 4,
  name: 'agent desk',
  up: async (db) => {
    await sql`
      create table agent_drafts (
        tenant text not null,
        agent_id text not null,
        conversation_id text not null,
        text text not null,
        updated_at bigint not null,
        primary key (tenant, agent_id, conversation_id)
      );
      create table agent_settings (
        tenant text not null,
        agent_id text not null,
        settings jsonb not null,
        updated_at bigint not null,
        primary key (tenant, agent_id)
      );
    `.execute(db);
  },
};
