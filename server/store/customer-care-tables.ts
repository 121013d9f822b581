/** The tables of migrations 013 and 017 as Kysely sees them. Times are epoch milliseconds. */
import type { Generated } from 'kysely';

/** A word that agents put on customers. */
export type LabelsTable = {
  tenant: string;
  id: string;
  name: string;
  color_code: string;
  /** 1 to 10, 10 first. */
  priority: Generated<number>;
  created_by: string;
  created_at: number;
};

/** A past conversation that an agent has given to another customer, so that it can go back. */
export type CustomerMovesTable = {
  tenant: string;
  conversation_id: string;
  from_id: string;
  to_id: string;
  moved_by: string;
  moved_at: number;
};

/** A text that an agent uses again. */
export type CannedMessagesTable = {
  tenant: string;
  id: string;
  agent_id: string;
  title: string;
  shortcut: string;
  text: string;
  updated_at: number;
};

export type CustomerCareTables = {
  labels: LabelsTable;
  customer_moves: CustomerMovesTable;
  canned_messages: CannedMessagesTable;
};
