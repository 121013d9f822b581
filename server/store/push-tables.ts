/** The tables of migration 014 as Kysely sees them. */
import type { Generated } from 'kysely';
import type { JsonColumn } from './json-column.ts';
import type { JsonObject } from './json.ts';

export type PushAddressesTable = {
  tenant: string;
  /** A token of FCM, or the endpoint of a browser. */
  address: string;
  agent_id: string;
  kind: string;
  /** What a browser's messages are encrypted with; null for FCM. */
  keys: JsonColumn<JsonObject> | null;
  /** Sequence of the last event that this address was told of: of several nodes one tells it. */
  told_seq: Generated<number>;
  kept_at: number;
};

export type PushKeysTable = { tenant: string; private_key: JsonColumn<JsonObject> };

export type PushTables = { push_addresses: PushAddressesTable; push_keys: PushKeysTable };
