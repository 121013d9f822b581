/** Hashes of the tokens that a customer's session got beyond its first one. */
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** The further tokens of one tenant's sessions. */
export type SessionTokenHashes = {
  /** Keeps one more; of each session only the newest `most` stay. */
  add: (sessionId: string, hash: string, most: number) => Promise<void>;
  ofSession: (sessionId: string) => Promise<string[]>;
  /** Removes those of these sessions. */
  forget: (sessionIds: readonly string[]) => Promise<void>;
  /** Removes those of all other sessions that were issued before this time (epoch ms). */
  forgetAllBut: (sessionIds: readonly string[], before: number) => Promise<void>;
};

/** The hashes of one tenant. */
export function openSessionTokenHashes(db: Kysely<Schema>, tenant: string): SessionTokenHashes {
  return {
    add: async (sessionId, hash, most) => {
      await db
        .insertInto('web_session_tokens')
        .values({ tenant, session_id: sessionId, token_hash: hash, issued_at: Date.now() })
        .execute();
      await db
        .deleteFrom('web_session_tokens')
        .where('tenant', '=', tenant)
        .where('session_id', '=', sessionId)
        .where('token_hash', 'not in', (newest) =>
          newest
            .selectFrom('web_session_tokens')
            .select('token_hash')
            .where('tenant', '=', tenant)
            .where('session_id', '=', sessionId)
            .orderBy('issued_at', 'desc')
            .limit(most),
        )
        .execute();
    },
    ofSession: async (sessionId) => {
      const rows = await db
        .selectFrom('web_session_tokens')
        .select('token_hash')
        .where('tenant', '=', tenant)
        .where('session_id', '=', sessionId)
        .execute();
      return rows.map((row) => row.token_hash);
    },
    forget: async (sessionIds) => {
      await db
        .deleteFrom('web_session_tokens')
        .where('tenant', '=', tenant)
        .where('session_id', 'in', sessionIds)
        .execute();
    },
    forgetAllBut: async (sessionIds, before) => {
      await db
        .deleteFrom('web_session_tokens')
        .where('tenant', '=', tenant)
        .where('issued_at', '<', before)
        .where('session_id', '<>', sql<string>`all(${sessionIds}::text[])`)
        .execute();
    },
  };
}
