/**
 * Who may write for a tenant: a lease in the database with a fencing number. Every append names the number it
 * was given and writes nothing when another one is valid, so a stalled owner that wakes up can do no harm.
 * Times are those of the database, so clocks of nodes need not agree.
 */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** A hold on a tenant. It is worth something as long as the database still has the same fence. */
export type Ownership = {
  tenant: string;
  /** This very hold: a process that was restarted on the same node has another one. */
  owner: string;
  fence: number;
};

/** Another process owns the tenant now: this one has to stop. */
export class OwnershipLostError extends Error {
  override readonly name = 'OwnershipLostError';

  constructor(tenant: string) {
    super(`Another process has taken over the contact centre "${tenant}".`);
  }
}

const DATABASE_NOW = sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`;

/** A hold, and the sequence of the journal's last event when it began. */
type Acquired = { ownership: Ownership; head: number };

/**
 * Takes the tenant for `leaseMs` when it is free, its lease has run out, or the same node held it before (it
 * was restarted). A running append of the former holder is waited for, so `head` is final. Returns null while
 * another node holds it.
 */
export async function acquireOwnership(
  db: Kysely<Schema>,
  tenant: string,
  node: string,
  leaseMs: number,
): Promise<Acquired | null> {
  const owner = randomUUID();
  const row = await db
    .insertInto('ownership')
    .values({ tenant, node, owner, fence: 1, expires_at: sql`${DATABASE_NOW} + ${leaseMs}`, head: 0 })
    .onConflict((conflict) =>
      conflict
        .column('tenant')
        .doUpdateSet((eb) => ({
          node: eb.ref('excluded.node'),
          owner: eb.ref('excluded.owner'),
          fence: sql<number>`ownership.fence + 1`,
          expires_at: eb.ref('excluded.expires_at'),
        }))
        .where((eb) =>
          eb.or([
            eb('ownership.owner', 'is', null),
            eb('ownership.node', '=', node),
            eb('ownership.expires_at', '<=', DATABASE_NOW),
          ]),
        ),
    )
    .returning(['fence', 'head'])
    .executeTakeFirst();
  return row ? { ownership: { tenant, owner, fence: row.fence }, head: row.head } : null;
}

/** Whether nobody holds the tenant now. It writes and locks nothing, so that its holder is not kept waiting. */
export async function isTenantFree(db: Kysely<Schema>, tenant: string): Promise<boolean> {
  const held = await db
    .selectFrom('ownership')
    .select('fence')
    .where('tenant', '=', tenant)
    .where('owner', 'is not', null)
    .where('expires_at', '>', DATABASE_NOW)
    .executeTakeFirst();
  return held === undefined;
}

/**
 * Goes on under a new fence: what was sent under the old one is in the journal now or never will be.
 * Throws `OwnershipLostError` when the tenant belongs to somebody else.
 */
export async function retakeOwnership(
  db: Kysely<Schema>,
  { tenant, owner }: Ownership,
  leaseMs: number,
): Promise<Acquired> {
  const row = await db
    .updateTable('ownership')
    .set({ fence: sql`fence + 1`, expires_at: sql`${DATABASE_NOW} + ${leaseMs}` })
    .where('tenant', '=', tenant)
    .where('owner', '=', owner)
    .returning(['fence', 'head'])
    .executeTakeFirst();
  if (!row) throw new OwnershipLostError(tenant);
  return { ownership: { tenant, owner, fence: row.fence }, head: row.head };
}

/** Lets the tenant go, so that the next owner need not wait for the lease to run out. */
export async function releaseOwnership(
  db: Kysely<Schema>,
  { tenant, owner, fence }: Ownership,
): Promise<void> {
  await db
    .updateTable('ownership')
    .set({ owner: null })
    .where('tenant', '=', tenant)
    .where('owner', '=', owner)
    .where('fence', '=', fence)
    .execute();
}
