/** The tables of migration 004 as Kysely sees them. Times are epoch milliseconds. */
import type { JsonColumn, JsonRecord, Schema } from '../../store/schema.ts';

/** A text that an agent has begun and not sent. */
export type AgentDraftsTable = {
  tenant: string;
  agent_id: string;
  conversation_id: string;
  text: string;
  /** The writer's clock: an older text does not replace a newer one. */
  updated_at: number;
};

/** How an agent likes the desk. */
export type AgentSettingsTable = {
  tenant: string;
  agent_id: string;
  settings: JsonColumn<JsonRecord>;
  updated_at: number;
};

export type AgentDeskTables = Schema & {
  agent_drafts: AgentDraftsTable;
  agent_settings: AgentSettingsTable;
};
