import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { IdentityTables } from './identity-tables.ts';

/** How long an ended sign-in of another system is remembered: longer than its tokens can live. */
const REMEMBER_ENDED_MS = 31 * 86_400_000;

/** How long a sign-in may last in all, unless the operator says otherwise. */
export const LONGEST_SIGN_IN_MS = 7 * 86_400_000;

/** Which sign-ins are open and which have ended. Read from the database each time: it holds for every node. */
export type SignIns = {
  /** Opens a sign-in of POST /agent/login that may last `ttlMs`. */
  open(userId: string, ttlMs: number): Promise<OpenSignIn>;
  /**
   * Lets an open sign-in last `ttlMs` from now, at most until its absolute end. `refreshId` must be the one that was
   * given out last, and a new one takes its place. A second use means that somebody has a copy: the sign-in ends.
   * null: refused.
   */
  renew(sid: string, refreshId: string, ttlMs: number): Promise<OpenSignIn | 'reused' | null>;
  /** The state of a sign-in as it is for one of its tokens. `unknown`: never seen, or forgotten long ago. */
  state(sid: string, tokenId: string | null): Promise<'open' | 'ended' | 'unknown'>;
  /** Refuses one token from now on, by its `jti`. */
  revokeToken(tokenId: string): Promise<void>;
  /**
   * Ends a sign-in for good, of whatever kind; doing it again changes nothing and returns null. `userId` is empty
   * when only the sid is known.
   */
  end(sid: string): Promise<{ userId: string } | null>;
  /** Forgets sign-ins whose tokens have run out. */
  sweep(): Promise<void>;
};

/** `refreshId` is the `jti` of the one refresh token that is good, `expiresAt` (epoch ms) when both tokens end. */
export type OpenSignIn = { sid: string; refreshId: string; expiresAt: number };

const newId = () => randomBytes(18).toString('base64url');
/** Revoked tokens stand among the ended sign-ins. */
const tokenKey = (tokenId: string) => `token ${tokenId}`;

/**
 * @param longestMs how long a sign-in may last in all, however often it is renewed
 * @param now epoch ms
 */
export function createSignIns(
  db: Kysely<IdentityTables>,
  tenant: string,
  longestMs: number = LONGEST_SIGN_IN_MS,
  now: () => number = () => Date.now(),
): SignIns {
  /** Those that this process is ending: they are of no use from now on, not only when it is written. */
  const ending = new Set<string>();

  async function end(sid: string): Promise<{ userId: string } | null> {
    ending.add(sid);
    try {
      return await writeEnd(sid);
    } finally {
      ending.delete(sid);
    }
  }

  async function writeEnd(sid: string): Promise<{ userId: string } | null> {
    const at = now();
    const ended = await db
      .insertInto('sign_ins')
      .values({
        tenant,
        sid,
        user_id: '',
        created_at: at,
        expires_at: at + REMEMBER_ENDED_MS,
        ended_at: at,
        refresh_id: null,
      })
      .onConflict((conflict) =>
        conflict
          .columns(['tenant', 'sid'])
          .doUpdateSet({ ended_at: at, expires_at: at + REMEMBER_ENDED_MS })
          .where('sign_ins.ended_at', 'is', null),
      )
      .returning('user_id')
      .executeTakeFirst();
    return ended === undefined ? null : { userId: ended.user_id };
  }

  return {
    async open(userId, ttlMs) {
      const sid = newId();
      const refreshId = newId();
      const expiresAt = now() + Math.min(ttlMs, longestMs);
      await db
        .insertInto('sign_ins')
        .values({
          tenant,
          sid,
          user_id: userId,
          created_at: now(),
          expires_at: expiresAt,
          ended_at: null,
          refresh_id: refreshId,
        })
        .execute();
      return { sid, refreshId, expiresAt };
    },

    async renew(sid, refreshId, ttlMs) {
      const row = await db
        .selectFrom('sign_ins')
        .select(['created_at', 'ended_at', 'refresh_id'])
        .where('tenant', '=', tenant)
        .where('sid', '=', sid)
        .executeTakeFirst();
      if (row?.ended_at !== null) return null;
      const absoluteEnd = row.created_at + longestMs;
      if (absoluteEnd <= now()) return null;
      const next = { sid, refreshId: newId(), expiresAt: Math.min(now() + ttlMs, absoluteEnd) };
      const renewed = await db
        .updateTable('sign_ins')
        .set({ expires_at: next.expiresAt, refresh_id: next.refreshId })
        .where('tenant', '=', tenant)
        .where('sid', '=', sid)
        .where('ended_at', 'is', null)
        // Sign-ins of older versions have none yet.
        .where((where) => where.or([where('refresh_id', '=', refreshId), where('refresh_id', 'is', null)]))
        .executeTakeFirst();
      return renewed.numUpdatedRows > 0n ? next : 'reused';
    },

    async state(sid, tokenId) {
      const keys = tokenId === null ? [sid] : [sid, tokenKey(tokenId)];
      if (keys.some((key) => ending.has(key))) return 'ended';
      const rows = await db
        .selectFrom('sign_ins')
        .select('ended_at')
        .where('tenant', '=', tenant)
        .where('sid', 'in', keys)
        .execute();
      if (rows.some((row) => row.ended_at !== null)) return 'ended';
      return rows.length === 0 ? 'unknown' : 'open';
    },

    async revokeToken(tokenId) {
      await end(tokenKey(tokenId));
    },
    end,

    async sweep() {
      await db.deleteFrom('sign_ins').where('expires_at', '<', now()).execute();
    },
  };
}
