/** Where agents are reached while their desk is not connected. */
import type { Kysely, Selectable } from 'kysely';
import type { JsonObject } from './json.ts';
import type { PushAddressesTable } from './push-tables.ts';
import type { Schema } from './schema.ts';

/** An agent's own: more than so many devices nobody has, and the oldest are forgotten. */
const MOST_ADDRESSES = 10;

/** `address`: the endpoint of a browser, with what its messages are encrypted with, or a token of FCM. */
export type PushAddress =
  | { kind: 'WEB'; agentId: string; address: string; keys: { p256dh: string; auth: string } }
  | { kind: 'FCM'; agentId: string; address: string; keys: null };

/** The addresses of one tenant's agents. */
export type PushAddresses = {
  /** An address belongs to whoever gave it last. `at` in epoch ms. */
  keep: (address: PushAddress, at: number) => Promise<void>;
  forget: (address: string) => Promise<void>;
  forgetAgent: (agentId: string) => Promise<void>;
  /** The agent's addresses that were not told of this event yet; from now on they count as told. */
  claim: (agentId: string, seq: number) => Promise<PushAddress[]>;
  /** The private key that messages to browsers are signed with; the first one that is made stays. */
  key: (make: () => Promise<JsonObject>) => Promise<JsonObject>;
};

export function openPushAddresses(db: Kysely<Schema>, tenant: string): PushAddresses {
  const key = () =>
    db.selectFrom('push_keys').select('private_key').where('tenant', '=', tenant).executeTakeFirst();
  return {
    keep: async ({ kind, agentId, address, keys }, at) => {
      const row = {
        agent_id: agentId,
        kind,
        keys: keys === null ? null : JSON.stringify(keys),
        kept_at: at,
      };
      await db
        .insertInto('push_addresses')
        .values({ tenant, address, ...row })
        .onConflict((conflict) => conflict.columns(['tenant', 'address']).doUpdateSet(row))
        .execute();
      const newest = db
        .selectFrom('push_addresses')
        .select('address')
        .where('tenant', '=', tenant)
        .where('agent_id', '=', agentId)
        .orderBy('kept_at', 'desc')
        .limit(MOST_ADDRESSES);
      await db
        .deleteFrom('push_addresses')
        .where('tenant', '=', tenant)
        .where('agent_id', '=', agentId)
        .where('address', 'not in', newest)
        .execute();
    },
    forget: async (address) => {
      await db
        .deleteFrom('push_addresses')
        .where('tenant', '=', tenant)
        .where('address', '=', address)
        .execute();
    },
    forgetAgent: async (agentId) => {
      await db
        .deleteFrom('push_addresses')
        .where('tenant', '=', tenant)
        .where('agent_id', '=', agentId)
        .execute();
    },
    claim: async (agentId, seq) => {
      const rows = await db
        .updateTable('push_addresses')
        .set({ told_seq: seq })
        .where('tenant', '=', tenant)
        .where('agent_id', '=', agentId)
        .where('told_seq', '<', seq)
        .returningAll()
        .execute();
      return rows.flatMap((row) => addressOf(row) ?? []);
    },
    key: async (make) => {
      const known = await key();
      if (known !== undefined) return known.private_key;
      await db
        .insertInto('push_keys')
        .values({ tenant, private_key: JSON.stringify(await make()) })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      const kept = await key();
      if (kept === undefined) throw new Error('The key of push messages could not be kept.');
      return kept.private_key;
    },
  };
}

function addressOf({ kind, agent_id, address, keys }: Selectable<PushAddressesTable>): PushAddress | null {
  const agentId = agent_id;
  if (kind === 'FCM') return { kind, agentId, address, keys: null };
  const { p256dh, auth } = keys ?? {};
  if (kind !== 'WEB' || typeof p256dh !== 'string' || typeof auth !== 'string') return null;
  return { kind, agentId, address, keys: { p256dh, auth } };
}
