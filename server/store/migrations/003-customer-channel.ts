import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** Further tokens of web sessions, and what has to leave to connectors (gateways/customer-channel/tables.ts). */
export const customerChannel: Migration = {
  id: 3,
  name: 'customer channel',
  up: async (db) => {
    await sql`
      create table web_session_tokens (
        tenant text not null,
        session_id text not null,
        token_hash text not null,
        issued_at bigint not null,
        primary key (tenant, session_id, token_hash)
      );

      create table outbox (
        tenant text not null,
        message_id text not null,
        conversation_id text not null,
        seq bigint not null,
        session_id text not null,
        connector_id text not null,
        created_at bigint not null,
        state text not null default 'WAITING',
        attempts integer not null default 0,
        next_at bigint not null,
        reason text,
        settled_at bigint,
        primary key (tenant, message_id, conversation_id)
      );
      create index outbox_waiting on outbox (tenant, session_id, seq) where state = 'WAITING';
      create index outbox_due on outbox (tenant, next_at) where state = 'WAITING';
      create index outbox_settled on outbox (settled_at) where state <> 'WAITING';
      create table outbox_cursor (
        tenant text primary key,
        seq bigint not null
      );
    `.execute(db);
  },
};
