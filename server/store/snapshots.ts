/** States kept so that a start need not replay everything. */
import type { Kysely } from 'kysely';
import type { State } from '../core/state.ts';
import { EVENT_VERSION } from '../core/events.ts';
import type { Schema } from './schema.ts';

/** How many are kept: the newest, and the one before it. */
const KEPT = 2;

/** The newest state that this version of the program can read, as `JSON.parse` gives it. */
export async function readSnapshot(db: Kysely<Schema>, tenant: string): Promise<State | null> {
  const row = await db
    .selectFrom('snapshots')
    .select('state')
    .where('tenant', '=', tenant)
    // Another version's state may have another shape: the journal is upcast instead.
    .where('version', '=', EVENT_VERSION)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? (JSON.parse(row.state) as State) : null;
}

/** Keeps `state`, the JSON of the state after event `seq`, which must be durable already. */
export async function writeSnapshot(
  db: Kysely<Schema>,
  tenant: string,
  snapshot: { seq: number; at: number; state: string },
): Promise<void> {
  await db
    .insertInto('snapshots')
    .values({ tenant, version: EVENT_VERSION, ...snapshot })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await db
    .deleteFrom('snapshots')
    .where('tenant', '=', tenant)
    .where('seq', 'not in', (eb) =>
      eb
        .selectFrom('snapshots')
        .select('seq')
        .where('tenant', '=', tenant)
        .orderBy('seq', 'desc')
        .limit(KEPT),
    )
    .execute();
}
