import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { IdentityTables } from './tables.ts';

/** How long an ended sign-in of another system is remembered: longer than its tokens can live. */
const REMEMBER_ENDED_MS = 31 * 86_400_000;

/** Which sign-ins are open and which have ended. Read from the database each time: it holds for every node. */
export type SignIns = {
  /** Opens a sign-in of POST /agent/login that may last `ttlMs`; returns its sid. */
  open(userId: string, ttlMs: number): Promise<string>;
  /** Lets an open sign-in last `ttlMs` from now. */
  extend(sid: string, ttlMs: number): Promise<void>;
  /** `unknown`: never seen, or forgotten long ago. */
  state(sid: string): Promise<'open' | 'ended' | 'unknown'>;
  /** Ends a sign-in for good, of whatever kind; doing it again changes nothing. */
  end(sid: string): Promise<void>;
  /** Forgets sign-ins whose tokens have run out. */
  sweep(): Promise<void>;
};

/** @param now epoch ms */
export function createSignIns(
  db: Kysely<IdentityTables>,
  tenant: string,
  now: () => number = () => Date.now(),
): SignIns {
  return {
    async open(userId, ttlMs) {
      const sid = randomBytes(18).toString('base64url');
      await db
        .insertInto('sign_ins')
        .values({
          tenant,
          sid,
          user_id: userId,
          created_at: now(),
          expires_at: now() + ttlMs,
          ended_at: null,
        })
        .execute();
      return sid;
    },

    async extend(sid, ttlMs) {
      await db
        .updateTable('sign_ins')
        .set({ expires_at: now() + ttlMs })
        .where('tenant', '=', tenant)
        .where('sid', '=', sid)
        .where('ended_at', 'is', null)
        .execute();
    },

    async state(sid) {
      const row = await db
        .selectFrom('sign_ins')
        .select('ended_at')
        .where('tenant', '=', tenant)
        .where('sid', '=', sid)
        .executeTakeFirst();
      if (row === undefined) return 'unknown';
      return row.ended_at === null ? 'open' : 'ended';
    },

    async end(sid) {
      const at = now();
      await db
        .insertInto('sign_ins')
        .values({
          tenant,
          sid,
          user_id: '',
          created_at: at,
          expires_at: at + REMEMBER_ENDED_MS,
          ended_at: at,
        })
        .onConflict((conflict) =>
          conflict
            .columns(['tenant', 'sid'])
            .doUpdateSet({ ended_at: at })
            .where('sign_ins.ended_at', 'is', null),
        )
        .execute();
    },

    async sweep() {
      await db.deleteFrom('sign_ins').where('expires_at', '<', now()).execute();
    },
  };
}
