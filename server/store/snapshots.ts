/**
 * States kept so that a start need not replay everything. A state is stored compressed and in parts, so that no
 * single statement is large: the embedded database serves everybody else between two of them.
 */
import { promisify } from 'node:util';
import { constants, gunzip, gzip } from 'node:zlib';
import type { Kysely } from 'kysely';
import type { State } from '../core/state.ts';
import { readableStateVersions, STATE_VERSION, upcastState } from '../core/upcast-state.ts';
import type { StoredState } from '../core/upcast-state.ts';
import type { Schema } from './schema.ts';

/** How many are kept: the newest, and the one before it. */
const KEPT = 2;

/** Bytes of one part. */
const PART_BYTES = 128 * 1024;

/** Bytes that are decompressed at once: a state has some twenty million, and each piece costs a turn of the loop. */
const PIECE_BYTES = 4 * 1024 * 1024;

const compress = promisify(gzip);
const decompress = promisify(gunzip);

/**
 * The newest state that this program can read, in its present form. Snapshots of older programs are upcast;
 * those of newer programs and damaged ones are passed over, and more of the journal is replayed instead.
 */
export async function readSnapshot(db: Kysely<Schema>, tenant: string): Promise<State | null> {
  const rows = await db
    .selectFrom('snapshots')
    .select(['seq', 'version', 'parts'])
    .where('tenant', '=', tenant)
    .where('version', 'in', readableStateVersions())
    .orderBy('seq', 'desc')
    .execute();
  for (const { seq, version, parts } of rows) {
    const text = parts === null ? await readWhole(db, tenant, seq) : await readParts(db, tenant, seq, parts);
    const state = text === null ? null : upcastState(JSON.parse(text) as StoredState, version);
    if (state !== null) return state;
  }
  return null;
}

/** The form of the first release: one text. */
async function readWhole(db: Kysely<Schema>, tenant: string, seq: number): Promise<string | null> {
  const row = await db
    .selectFrom('snapshots')
    .select('state')
    .where('tenant', '=', tenant)
    .where('seq', '=', seq)
    .executeTakeFirst();
  return row?.state ?? null;
}

async function readParts(
  db: Kysely<Schema>,
  tenant: string,
  seq: number,
  count: number,
): Promise<string | null> {
  const rows = await db
    .selectFrom('snapshot_parts')
    .select('data')
    .where('tenant', '=', tenant)
    .where('seq', '=', seq)
    .orderBy('part')
    .execute();
  if (rows.length !== count) return null;
  const bytes = await decompress(Buffer.concat(rows.map(({ data }) => data)), {
    chunkSize: PIECE_BYTES,
  }).catch(() => null);
  return bytes === null ? null : bytes.toString('utf8');
}

/**
 * Keeps `state`, the JSON of the state after event `seq`, which must be durable already. It counts once its
 * last part is written.
 */
export async function writeSnapshot(
  db: Kysely<Schema>,
  tenant: string,
  snapshot: { seq: number; at: number; state: string },
): Promise<void> {
  const { seq, at } = snapshot;
  if (await exists(db, tenant, seq)) return;
  // An attempt that was interrupted, or another version's snapshot of the same moment.
  await db.deleteFrom('snapshots').where('tenant', '=', tenant).where('seq', '=', seq).execute();
  await db.deleteFrom('snapshot_parts').where('tenant', '=', tenant).where('seq', '=', seq).execute();
  const bytes = await compress(snapshot.state, { level: constants.Z_BEST_SPEED });
  let parts = 0;
  for (let from = 0; from < bytes.length; from += PART_BYTES) {
    const data = bytes.subarray(from, from + PART_BYTES);
    await db.insertInto('snapshot_parts').values({ tenant, seq, part: parts, data }).execute();
    parts += 1;
  }
  await db
    .insertInto('snapshots')
    .values({ tenant, seq, at, version: STATE_VERSION, state: null, parts })
    .execute();
  await removeOld(db, tenant);
}

async function exists(db: Kysely<Schema>, tenant: string, seq: number): Promise<boolean> {
  const row = await db
    .selectFrom('snapshots')
    .select('seq')
    .where('tenant', '=', tenant)
    .where('seq', '=', seq)
    .where('version', '=', STATE_VERSION)
    .executeTakeFirst();
  return row !== undefined;
}

async function removeOld(db: Kysely<Schema>, tenant: string): Promise<void> {
  const kept = await db
    .selectFrom('snapshots')
    .select('seq')
    .where('tenant', '=', tenant)
    .orderBy('seq', 'desc')
    .limit(KEPT)
    .execute();
  const oldest = kept.at(-1)?.seq ?? 0;
  await db.deleteFrom('snapshots').where('tenant', '=', tenant).where('seq', '<', oldest).execute();
  await db.deleteFrom('snapshot_parts').where('tenant', '=', tenant).where('seq', '<', oldest).execute();
}
