import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Schema } from '../store/schema.ts';
import type { IdentityTables } from './identity-tables.ts';

/**
 * The open sign-ins of a person, of POST /agent/login and of the embedded provider, by their sid. Those of a
 * Keycloak are not known here: who is disabled is refused there by name.
 */
export async function openSignInsOf(
  database: Kysely<Schema>,
  tenant: string,
  userId: string,
): Promise<string[]> {
  const db = database.withTables<IdentityTables>();
  const logins = await db
    .selectFrom('sign_ins')
    .select('sid')
    .where('tenant', '=', tenant)
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .execute();
  const sessions = await db
    .selectFrom('oidc_entries')
    .select('uid')
    .where('tenant', '=', tenant)
    .where('model', '=', 'Session')
    .where(sql<boolean>`payload ->> 'accountId' = ${userId}`)
    .execute();
  return [...logins.map(({ sid }) => sid), ...sessions.flatMap(({ uid }) => uid ?? [])];
}
