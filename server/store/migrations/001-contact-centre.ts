import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/**
 * Ownership, journal, snapshots, personal data, history and configuration (`../schema.ts` explains them).
 * `json` where `jsonb` would do: it keeps the order of keys, on which a replay must not differ from what was
 * live, and it gives back what came in byte for byte.
 */
export const contactCentre: Migration = {
  id: 1,
  name: 'contact centre',
  up: async (db) => {
    await sql`
      create table ownership (
        tenant text primary key,
        node text not null,
        owner text,
        fence bigint not null,
        expires_at bigint not null,
        head bigint not null
      );
      create table journal (
        tenant text not null,
        seq bigint not null,
        at bigint not null,
        stream text not null,
        stream_seq bigint not null,
        type text not null,
        version integer not null,
        cause text not null,
        data json not null,
        primary key (tenant, seq)
      );
      create index journal_stream on journal (tenant, stream, stream_seq);
      create table snapshots (
        tenant text not null,
        seq bigint not null,
        at bigint not null,
        version integer not null,
        state text not null,
        primary key (tenant, seq)
      );

      create table messages (
        tenant text not null,
        id text not null,
        conversation_id text not null,
        seq bigint not null,
        at bigint not null,
        sender_kind text not null,
        sender_id text not null,
        kind text not null,
        visibility text not null,
        content json,
        primary key (tenant, id, conversation_id)
      );
      create table customers (
        tenant text not null,
        id text not null,
        first_name text,
        last_name text,
        is_anonymous boolean not null,
        identifiers jsonb not null,
        attributes json not null,
        erased_at bigint,
        primary key (tenant, id)
      );
      create index customers_identifiers on customers using gin (identifiers jsonb_path_ops);
      create table channel_sessions (
        tenant text not null,
        id text not null,
        customer_id text not null,
        conversation_id text,
        channel_id text not null,
        channel_customer_identifier text,
        service_identifier text not null,
        additional_attributes json,
        token_hash text,
        primary key (tenant, id)
      );
      create index channel_sessions_customer on channel_sessions (tenant, customer_id);
      create index channel_sessions_conversation on channel_sessions (tenant, conversation_id);

      create table conversations (
        tenant text not null,
        id text not null,
        customer_id text not null,
        direction text not null,
        opened_at bigint not null,
        closed_at bigint,
        channel_id text,
        queue_id text,
        agent_ids text[] not null,
        primary key (tenant, id)
      );
      create index conversations_customer on conversations (tenant, customer_id, opened_at);
      create index conversations_opened on conversations (tenant, opened_at);
      create table tasks (
        tenant text not null,
        id text not null,
        media_id text not null,
        request_id text not null,
        attempt integer not null,
        conversation_id text not null,
        queue_id text not null,
        mrd_id text not null,
        direction text not null,
        priority integer not null,
        agent_id text,
        enqueued_at bigint not null,
        offered_at bigint,
        accepted_at bigint,
        wrapup_started_at bigint,
        closed_at bigint,
        reason text,
        revoke text,
        wait_ms bigint generated always as (coalesce(offered_at, closed_at) - enqueued_at) stored,
        ring_ms bigint generated always as (coalesce(accepted_at, closed_at) - offered_at) stored,
        talk_ms bigint generated always as (coalesce(wrapup_started_at, closed_at) - accepted_at) stored,
        wrapup_ms bigint generated always as (closed_at - wrapup_started_at) stored,
        primary key (tenant, id)
      );
      create index tasks_conversation on tasks (tenant, conversation_id);
      create index tasks_queue on tasks (tenant, queue_id, enqueued_at);
      create index tasks_agent on tasks (tenant, agent_id, accepted_at);
      create table agent_states (
        tenant text not null,
        seq bigint not null,
        part integer not null,
        agent_id text not null,
        mrd_id text,
        state text not null,
        reason text,
        since bigint not null,
        primary key (tenant, seq, part)
      );
      create index agent_states_agent on agent_states (tenant, agent_id, since);

      create table configuration (
        tenant text primary key,
        document json not null,
        updated_at bigint not null
      );
    `.execute(db);
  },
};
