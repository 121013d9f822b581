import type { ConfigurationTables } from '../configuration/configuration-tables.ts';
import type { JsonObject } from '../store/json.ts';
import type { JsonColumn } from '../store/json-column.ts';

/** What signs: one row per tenant and purpose, made at the first start. */
export type SigningKeysTable = {
  tenant: string;
  purpose: string;
  secret: JsonColumn<JsonObject>;
  created_at: number;
};

/** Sign-ins with POST /agent/login, and every sign-in that was ended before its tokens ran out. */
export type SignInsTable = {
  tenant: string;
  sid: string;
  /** Empty when a sign-in was ended of which only the sid is known. */
  user_id: string;
  created_at: number;
  /** Until then the row is kept. */
  expires_at: number;
  ended_at: number | null;
  /** The `jti` of the one refresh token that is good. */
  refresh_id: string | null;
};

/** Where people have signed in before: `network:…` or `device:…`. */
export type KnownPlacesTable = { tenant: string; user_id: string; place: string; last_at: number };

/**
 * Failed attempts of the last minutes; `account` is a hash of what was typed as username, `address` the network or
 * the known device.
 */
export type LoginFailuresTable = { tenant: string; account: string; address: string; at: number };

/** What the embedded OpenID provider keeps: sessions, grants, codes, refresh tokens, interactions. */
export type OidcEntriesTable = {
  tenant: string;
  model: string;
  id: string;
  payload: JsonColumn<JsonObject>;
  grant_id: string | null;
  uid: string | null;
  consumed_at: number | null;
  expires_at: number | null;
};

/** Where a desk that another site hosts has signed in; `address` is the last. */
export type DeskPlacesTable = {
  tenant: string;
  sid: string;
  origin: string;
  address: string;
  user_id: string;
  username: string;
  seen_at: number;
  expires_at: number;
};

/** The tables of identity, beside those of the configuration. */
export type IdentityTables = Pick<ConfigurationTables, 'users'> & {
  signing_keys: SigningKeysTable;
  sign_ins: SignInsTable;
  login_failures: LoginFailuresTable;
  known_places: KnownPlacesTable;
  desk_places: DeskPlacesTable;
  oidc_entries: OidcEntriesTable;
};
