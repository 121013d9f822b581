import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** Where agents are reached while their desk is not connected, and what this server signs such messages with. */
export const push: Migration = {
  id: 14,
  name: 'push',
  up: async (db) => {
    await sql`
      create table push_addresses (
        tenant text not null,
        address text not null,
        agent_id text not null,
        kind text not null,
        keys jsonb,
        told_seq bigint not null default 0,
        kept_at bigint not null,
        primary key (tenant, address)
      );
      create index push_addresses_agent on push_addresses (tenant, agent_id);
      create table push_keys (
        tenant text not null primary key,
        private_key jsonb not null
      );
    `.execute(db);
  },
};
