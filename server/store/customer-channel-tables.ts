/** The tables of migration 003 as Kysely sees them. Times are epoch milliseconds. */
import type { Generated } from 'kysely';

/** Further tokens of web sessions (`session-token.ts`). */
export type WebSessionTokensTable = {
  tenant: string;
  session_id: string;
  /** SHA-256 in hexadecimal. */
  token_hash: string;
  issued_at: number;
};

/** Agents' messages on their way to a connector's webhook. */
export type OutboxTable = {
  tenant: string;
  message_id: string;
  conversation_id: string;
  /** Place in the journal: messages of one session leave in this order. */
  seq: number;
  session_id: string;
  connector_id: string;
  created_at: number;
  state: Generated<'WAITING' | 'SENT' | 'FAILED'>;
  attempts: Generated<number>;
  /** Not before this time; while an attempt is under way, the time after which it counts as lost. */
  next_at: number;
  /** Why the last attempt failed: a code. */
  reason: string | null;
  settled_at: number | null;
};

/** Up to which event of the journal the outbox has been filled. */
export type OutboxCursorTable = { tenant: string; seq: number };

export type CustomerChannelTables = {
  web_session_tokens: WebSessionTokensTable;
  outbox: OutboxTable;
  outbox_cursor: OutboxCursorTable;
};
