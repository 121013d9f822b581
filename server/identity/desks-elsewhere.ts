/**
 * From where desks that other sites host have signed in. Their requests show nothing: neither a cookie, because they
 * ask without credentials, nor a token, because they know none. The origin and the address are all there is. That is
 * good enough for what a desk is set up with (see `requireDesk`), and for reading more where a setting says so
 * (`requireReading`). It stands in the store, so that every node knows it, and a new process as well.
 */
import type { Kysely } from 'kysely';
import type { IdentityTables } from './identity-tables.ts';

/** A sign-in that was seen at a place. */
export type SeenSignIn = { userId: string; username: string; sid: string; expiresAt: number };

export type DesksElsewhere = {
  /** Remembers that somebody has signed in at this place. One sign-in is at one address of an origin, the last. */
  note(origin: string, address: string, signIn: SeenSignIn): Promise<void>;
  /** Who signed in there last, or whether this person did; undefined: nobody, or not any more. */
  at(origin: string, address: string, userId: string | undefined): Promise<SeenSignIn | undefined>;
  /** Everybody who signed in there, the last first; at most `most`. */
  all(origin: string, address: string, most: number): Promise<SeenSignIn[]>;
  /** Forgets a sign-in that has ended. */
  forget(sid: string): Promise<void>;
};

/** @param now epoch ms */
export function createDesksElsewhere(
  db: Kysely<IdentityTables>,
  tenant: string,
  now: () => number = () => Date.now(),
): DesksElsewhere {
  const there = (origin: string, address: string) =>
    db
      .selectFrom('desk_places')
      .select(['user_id', 'username', 'sid', 'expires_at'])
      .where('tenant', '=', tenant)
      .where('origin', '=', origin)
      .where('address', '=', address)
      .where('expires_at', '>', now())
      .orderBy('seen_at', 'desc');
  return {
    async note(origin, address, { userId, username, sid, expiresAt }) {
      if (address === '') return;
      const seen = { address, user_id: userId, username, seen_at: now(), expires_at: expiresAt };
      await db
        .insertInto('desk_places')
        .values({ tenant, sid, origin, ...seen })
        .onConflict((conflict) => conflict.columns(['tenant', 'sid', 'origin']).doUpdateSet(seen))
        .execute();
    },

    async at(origin, address, userId) {
      const found = there(origin, address);
      const row = await (userId === undefined ? found : found.where('user_id', '=', userId))
        .limit(1)
        .executeTakeFirst();
      return row && seenIn(row);
    },

    async all(origin, address, most) {
      return (await there(origin, address).limit(most).execute()).map(seenIn);
    },

    async forget(sid) {
      await db.deleteFrom('desk_places').where('tenant', '=', tenant).where('sid', '=', sid).execute();
    },
  };
}

type PlaceRow = { user_id: string; username: string; sid: string; expires_at: number };

function seenIn(row: PlaceRow): SeenSignIn {
  return { userId: row.user_id, username: row.username, sid: row.sid, expiresAt: row.expires_at };
}

/** Removes sign-ins whose time is over. `now`: epoch ms. */
export async function forgetOldDeskPlaces(db: Kysely<IdentityTables>, now: number): Promise<void> {
  await db.deleteFrom('desk_places').where('expires_at', '<=', now).execute();
}
