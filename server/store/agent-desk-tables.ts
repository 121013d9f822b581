/** The tables of migration 004 as Kysely sees them. Times are epoch milliseconds. */
import type { JsonObject } from './json.ts';
import type { JsonColumn } from './json-column.ts';

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
  settings: JsonColumn<JsonObject>;
  updated_at: number;
};

export type AgentDeskTables = {
  agent_drafts: AgentDraftsTable;
  agent_settings: AgentSettingsTable;
};
