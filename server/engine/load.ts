import type { Kysely } from 'kysely';
import { evolve } from '../core/decide.ts';
import { createWorld, loadWorld } from '../core/world.ts';
import type { World } from '../core/world.ts';
import { readEnteredWrapups } from '../store/entered-wrapups.ts';
import { openJournalReader } from '../store/journal-reader.ts';
import { readNotes } from '../store/notes.ts';
import { openPeople } from '../store/people.ts';
import type { Schema } from '../store/schema.ts';
import { readSnapshot } from '../store/snapshots.ts';
import { LiveRecords, readOpenPeople } from './live-records.ts';

/** What the journal adds up to, and from where on it had to be replayed. */
type Loaded = { world: World; records: LiveRecords; snapshotSeq: number };

/** Read at once (events) when others wait for the database meanwhile. */
const SMALL_PAGE = 250;

/** The state after event `seq`: the newest snapshot and the journal up to there. */
export async function loadWorldUntil(db: Kysely<Schema>, tenant: string, seq: number): Promise<World> {
  const snapshot = await readSnapshot(db, tenant);
  const world = snapshot ? loadWorld(snapshot) : createWorld(tenant);
  if (world.state.seq >= seq) return world;
  for await (const event of openJournalReader(db, tenant).replay(world.state.seq, SMALL_PAGE)) {
    evolve(world, event);
    if (event.seq === seq) break;
  }
  return world;
}

/** Rebuilds a tenant's state: the newest snapshot, the journal after it, and the people of what is open. */
export async function loadTenant(db: Kysely<Schema>, tenant: string): Promise<Loaded> {
  const snapshot = await readSnapshot(db, tenant);
  const world = snapshot ? loadWorld(snapshot) : createWorld(tenant);
  const snapshotSeq = world.state.seq;
  const people = openPeople(db, tenant);
  // The database looks for them while the journal is applied.
  const reading = readOpenPeople(people, world.state);
  reading.catch(() => {});
  for await (const event of openJournalReader(db, tenant).replay(snapshotSeq)) evolve(world, event);
  const wrappable = Object.values(world.state.tasks).filter(({ noted }) => noted !== undefined);
  const entered = await readEnteredWrapups(
    db,
    tenant,
    wrappable.map(({ id }) => id),
  );
  const noteIds = Object.values(world.state.tasks).flatMap(({ noteId }) => noteId ?? []);
  const notes = noteIds.length === 0 ? [] : await readNotes(db, tenant, noteIds);
  const records = await LiveRecords.load(people, world, entered, notes, await reading);
  return { world, records, snapshotSeq };
}
