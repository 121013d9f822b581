/**
 * The tables of migration 001 as Kysely sees them. Times are epoch milliseconds (`bigint`, read as numbers),
 * JSON is written as text and read parsed. Every key begins with the tenant: nothing crosses it (I9).
 *
 * Identity and configuration describe their tables themselves and use `db.withTables<TheirTables>()`.
 */
import type { JsonColumn } from './json-column.ts';
import type { Json, JsonObject } from './json.ts';
import type { Generated, GeneratedAlways } from 'kysely';
import type { AgentDeskTables } from './agent-desk-tables.ts';
import type { CustomerCareTables } from './customer-care-tables.ts';
import type { PushTables } from './push-tables.ts';
import type { CustomerChannelTables } from './customer-channel-tables.ts';
import type { FileSpaceTable } from './file-space-table.ts';
import type { AgentStateName, MrdStateName, TaskCloseReason, TaskDirection } from '../core/state.ts';
import type { RevokeReason } from '../core/events.ts';

/** Who owns a tenant, and how far its journal goes: every append checks and moves this row. */
export type OwnershipTable = {
  tenant: string;
  /** Where the owner runs: a node that was restarted need not wait for its own lease. */
  node: string;
  /** The hold itself, new at each start; null after the owner let go. */
  owner: string | null;
  /** Goes up with every change of owner. */
  fence: number;
  /** When the lease ends, by the database's clock. */
  expires_at: number;
  /** Sequence of the last event in the journal. */
  head: number;
};

/** What has happened. `data` holds ids and numbers, never personal data. */
export type JournalTable = {
  tenant: string;
  seq: number;
  at: number;
  stream: string;
  stream_seq: number;
  type: string;
  version: number;
  /** Id of the command that caused it. */
  cause: string;
  data: JsonColumn<JsonObject>;
};

/** The state after `seq`: where a replay begins. */
export type SnapshotsTable = {
  tenant: string;
  seq: number;
  at: number;
  /** `STATE_VERSION` of the program that wrote it. */
  version: number;
  /** As text: the form of the first release. */
  state: string | null;
  /** How many rows of `snapshot_parts` it has; null in the form of the first release. */
  parts: number | null;
};

/** A piece of a snapshot's compressed JSON. */
export type SnapshotPartsTable = { tenant: string; seq: number; part: number; data: Buffer };

/** Bodies of messages. */
export type MessagesTable = {
  tenant: string;
  id: string;
  conversation_id: string;
  /** Place in the conversation's stream. */
  seq: number;
  at: number;
  sender_kind: 'AGENT' | 'CUSTOMER' | 'BOT';
  /** Agent id or channel session id. */
  sender_id: string;
  kind: 'MESSAGE' | 'WHISPER' | 'WRAPUP';
  visibility: 'ALL' | 'AGENTS';
  /** `{header, body}`; null once erased. */
  content: JsonColumn<JsonObject | null>;
};

/** People who write to us; everything but the id is null once erased. */
export type CustomersTable = {
  tenant: string;
  id: string;
  first_name: string | null;
  last_name: string | null;
  is_anonymous: boolean;
  /** Channel type → identifiers. */
  identifiers: JsonColumn<Record<string, string[]>>;
  attributes: JsonColumn<JsonObject>;
  erased_at: number | null;
  /** Whom an anonymous customer turned out to be. */
  merged_into: Generated<string | null>;
};

/** What customers brought to their channel sessions; the personal columns are null once erased. */
export type ChannelSessionsTable = {
  tenant: string;
  id: string;
  customer_id: string;
  /** The conversation that it began or joined. */
  conversation_id: string | null;
  channel_id: string;
  channel_customer_identifier: string | null;
  service_identifier: string;
  additional_attributes: JsonColumn<Json[] | null>;
  token_hash: string | null;
};

/** How customers found their chats, from 1 to 5; the comment is null when there is none or once erased. */
export type RatingsTable = {
  tenant: string;
  session_id: string;
  conversation_id: string;
  rating: number;
  comment: string | null;
  at: number;
};

/** History: one row per conversation. */
export type ConversationsTable = {
  tenant: string;
  id: string;
  customer_id: string;
  direction: 'INBOUND' | 'OUTBOUND';
  opened_at: number;
  closed_at: number | null;
  /** Of the first channel session. */
  channel_id: string | null;
  /** Of the latest request. */
  queue_id: string | null;
  /** The pull list on which it stood. */
  list_id: string | null;
  /** Everybody who served it, in the order of joining. */
  agent_ids: string[];
};

/** History: one row per task, an attempt of a request or a part that an agent took. Durations in ms. */
export type TasksTable = {
  tenant: string;
  id: string;
  media_id: string;
  request_id: string;
  attempt: number;
  conversation_id: string;
  /** null: it came by no queue. */
  queue_id: string | null;
  /** null: it took no slot. */
  mrd_id: string | null;
  direction: TaskDirection;
  /** The agent whom it named; null: whoever the queue found. */
  target_agent_id: string | null;
  /** null: the customer. */
  requested_by_kind: 'AGENT' | 'BOT' | null;
  requested_by_id: string | null;
  note_id: string | null;
  priority: number;
  agent_id: string | null;
  enqueued_at: number;
  offered_at: number | null;
  accepted_at: number | null;
  wrapup_started_at: number | null;
  closed_at: number | null;
  reason: TaskCloseReason | null;
  revoke: RevokeReason | null;
  /** From the request's first queueing to the offer of this attempt. */
  wait_ms: GeneratedAlways<number | null>;
  /** From the offer to its acceptance or its end. */
  ring_ms: GeneratedAlways<number | null>;
  /** From the acceptance to the wrap-up or the end. */
  talk_ms: GeneratedAlways<number | null>;
  wrapup_ms: GeneratedAlways<number | null>;
};

/**
 * History: one row per change of an agent's state or of the state of one of the agent's MRDs. LOGOUT of the
 * agent is LOGOUT of every MRD, without rows of their own.
 */
export type AgentStatesTable = {
  tenant: string;
  /** Sequence of the event, and which row of it (signing in changes several). */
  seq: number;
  part: number;
  agent_id: string;
  /** null: the agent's own state. */
  mrd_id: string | null;
  state: AgentStateName | MrdStateName;
  /** Name of the reason, when there is one. */
  reason: string | null;
  /** Since when; it holds until the agent's next row of the same MRD. */
  since: number;
};

/** What agents have entered for a wrap-up that is not submitted yet; gone when the task closes. */
export type EnteredWrapupsTable = {
  tenant: string;
  task_id: string;
  conversation_id: string;
  agent_id: string;
  /** The message that it becomes; null when it was taken back. */
  message_id: string | null;
  /** `{header, body}` of that message. */
  content: JsonColumn<JsonObject | null>;
};

/** The contact centre as configured, one document per tenant. */
export type ConfigurationTable = {
  tenant: string;
  document: JsonColumn<JsonObject>;
  updated_at: number;
};

/** What supervisors announce to teams. */
export type AnnouncementsTable = {
  tenant: string;
  id: string;
  supervisor_id: string;
  team_ids: string[];
  body: string;
  starts_at: number;
  ends_at: number;
  created_at: number;
  updated_at: number;
  seen_by: string[];
};

/** Who monitored a conversation, from coming to going. */
export type SupervisionsTable = {
  tenant: string;
  /** Sequence of the event by which the supervisor came. */
  seq: number;
  /** null: a call that belongs to none. */
  conversation_id: string | null;
  /** null: on the telephone. */
  participant_id: string | null;
  /** Whom they listen to on the telephone; null: they are in the conversation. */
  phone_agent_id: string | null;
  supervisor_id: string;
  began_at: number;
  /** When they first whispered, and first talked to the customer; null: they did not. */
  whispered_at: number | null;
  barged_in_at: number | null;
  /** null: they are there now. */
  ended_at: number | null;
  /** From where they came, and with which program; null: not known. */
  address: string | null;
  device: string | null;
};

/** All tables that the store itself reads and writes. */
export type Schema = AgentDeskTables &
  CustomerCareTables &
  PushTables &
  CustomerChannelTables & {
    ownership: OwnershipTable;
    journal: JournalTable;
    snapshots: SnapshotsTable;
    snapshot_parts: SnapshotPartsTable;
    messages: MessagesTable;
    customers: CustomersTable;
    channel_sessions: ChannelSessionsTable;
    conversations: ConversationsTable;
    tasks: TasksTable;
    agent_states: AgentStatesTable;
    configuration: ConfigurationTable;
    ratings: RatingsTable;
    announcements: AnnouncementsTable;
    supervisions: SupervisionsTable;
    entered_wrapups: EnteredWrapupsTable;
    file_space: FileSpaceTable;
  };
