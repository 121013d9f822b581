/**
 * Where people have signed in before: the browser, by a cookie that it was given then, and the network. Whoever
 * comes from such a place is not shut out by the failures of strangers.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { IdentityTables } from './identity-tables.ts';

/** So long (ms) a place counts after the last sign-in from there. */
export const PLACE_KNOWN_MS = 90 * 86_400_000;
/** Networks, and devices, of one person that are kept; the oldest go first. */
const MOST_PLACES = 20;

type From = { network: string; device: string | null };

/** Which of the places of an attempt its account knows. */
export type Known = { device: boolean; network: boolean };

export type KnownPlaces = {
  known(userId: string, from: From): Promise<Known>;
  /** The person has signed in from there. */
  remember(userId: string, from: From): Promise<void>;
};

/** The secret of a browser that has none yet; it counts once somebody has signed in with it. */
export const newDevice = (): string => randomBytes(18).toString('base64url');

/** How a device is kept: its secret itself is not. */
export const deviceKey = (device: string): string =>
  `device:${createHash('sha256').update(device).digest('base64url')}`;

const DEVICES = 'device:%';
const networkKey = (network: string) => `network:${network}`;

/** @param now epoch ms */
export function createKnownPlaces(
  db: Kysely<IdentityTables>,
  tenant: string,
  now: () => number = () => Date.now(),
): KnownPlaces {
  const keysOf = ({ network, device }: From) => [
    networkKey(network),
    ...(device === null ? [] : [deviceKey(device)]),
  ];
  async function trim(userId: string, kind: string): Promise<void> {
    const ofKind = (query: Pick<Kysely<IdentityTables>, 'selectFrom'>) =>
      query
        .selectFrom('known_places')
        .select('place')
        .where('tenant', '=', tenant)
        .where('user_id', '=', userId)
        .where('place', 'like', kind)
        .orderBy('last_at', 'desc');
    await db
      .deleteFrom('known_places')
      .where('tenant', '=', tenant)
      .where('user_id', '=', userId)
      .where('place', 'in', ofKind(db).offset(MOST_PLACES))
      .execute();
  }

  return {
    async known(userId, from) {
      const rows = await db
        .selectFrom('known_places')
        .select('place')
        .where('tenant', '=', tenant)
        .where('user_id', '=', userId)
        .where('place', 'in', keysOf(from))
        .where('last_at', '>', now() - PLACE_KNOWN_MS)
        .execute();
      const places = new Set(rows.map(({ place }) => place));
      return {
        network: places.has(networkKey(from.network)),
        device: from.device !== null && places.has(deviceKey(from.device)),
      };
    },

    async remember(userId, from) {
      const at = now();
      await db
        .insertInto('known_places')
        .values(keysOf(from).map((place) => ({ tenant, user_id: userId, place, last_at: at })))
        .onConflict((conflict) =>
          conflict.columns(['tenant', 'user_id', 'place']).doUpdateSet({ last_at: at }),
        )
        .execute();
      await Promise.all([trim(userId, networkKey('%')), trim(userId, DEVICES)]);
    },
  };
}

/** Removes places that no longer count. */
export async function forgetOldPlaces(db: Kysely<IdentityTables>, now: number): Promise<void> {
  await db
    .deleteFrom('known_places')
    .where('last_at', '<', now - PLACE_KNOWN_MS)
    .execute();
}
