import type { JsonObject } from '../store/json.ts';
import type { JsonColumn } from '../store/json-column.ts';
import type { Schema } from '../store/schema.ts';

/** People who sign in, one row each. */
export type UsersTable = {
  tenant: string;
  /** Made from the username (`idOf`). */
  id: string;
  /** In lower case. */
  username: string;
  /** Encoded by `hashPassword`; null where another system checks passwords. */
  password_hash: string | null;
  /** The user as in the configuration file, without the password. */
  profile: JsonColumn<JsonObject>;
  /** Place in the file. */
  position: number;
};

/** The tables of the contact centre and of its users. */
export type ConfigurationTables = Schema & { users: UsersTable };
