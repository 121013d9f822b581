import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** Who signs in, what signs their tokens, and which sign-ins are open, ended or failed. */
export const identity: Migration = {
  id: 2,
  name: 'identity',
  up: async (db) => {
    await sql`
      create table users (
        tenant text not null,
        id text not null,
        username text not null,
        password_hash text,
        profile jsonb not null,
        position integer not null,
        primary key (tenant, id),
        unique (tenant, username)
      );

      create table signing_keys (
        tenant text not null,
        purpose text not null,
        secret jsonb not null,
        created_at bigint not null,
        primary key (tenant, purpose)
      );
      create table sign_ins (
        tenant text not null,
        sid text not null,
        user_id text not null,
        created_at bigint not null,
        expires_at bigint not null,
        ended_at bigint,
        primary key (tenant, sid)
      );
      create index sign_ins_expiry on sign_ins (expires_at);
      create table login_failures (
        tenant text not null,
        account text not null,
        address text not null,
        at bigint not null
      );
      create index login_failures_account on login_failures (tenant, account, at);
      create index login_failures_at on login_failures (at);

      create table oidc_entries (
        tenant text not null,
        model text not null,
        id text not null,
        payload jsonb not null,
        grant_id text,
        uid text,
        consumed_at bigint,
        expires_at bigint,
        primary key (tenant, model, id)
      );
      create index oidc_entries_grant on oidc_entries (tenant, grant_id) where grant_id is not null;
      create index oidc_entries_uid on oidc_entries (tenant, model, uid) where uid is not null;
      create index oidc_entries_expiry on oidc_entries (expires_at);
    `.execute(db);
  },
};
