import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { evolve } from '../core/decide.ts';
import type { State } from '../core/state.ts';
import { STATE_VERSION } from '../core/upcast-state.ts';
import type { StoredEvent } from '../core/upcast.ts';
import { upcast } from '../core/upcast.ts';
import { createWorld } from '../core/world.ts';
import { describeOnDatabases } from '../testing/describe-on-databases.ts';
import { openTestDatabase } from '../testing/test-database.ts';
import type { Database } from './database.ts';
import { readSnapshot, writeSnapshot } from './snapshots.ts';

type Sample = { version: number; events: StoredEvent[]; state: State };

/** A journal of an older version and the state that the release of that time made of it. */
function readSample(name: string): Sample {
  return JSON.parse(readFileSync(new URL(`../core/testing/${name}`, import.meta.url), 'utf8')) as Sample;
}

const SAMPLE = readSample('journal-v1.json');

describeOnDatabases('snapshots', (kind) => {
  let database: Database;
  /** One for each test, so that one database serves them all. */
  let tenant: string;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
  });
  beforeEach(() => {
    tenant = randomUUID();
  });
  afterAll(() => database.close());

  const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
  /** As the first release stored one: the whole JSON in one row. */
  const storeAsFirstRelease = (seq: number, version: number, state: string) =>
    database.db.insertInto('snapshots').values({ tenant, seq, at: 0, version, state, parts: null }).execute();
  const seqs = async () =>
    (
      await database.db
        .selectFrom('snapshots')
        .select('seq')
        .where('tenant', '=', tenant)
        .orderBy('seq')
        .execute()
    ).map(({ seq }) => seq);

  it.each(['journal-v1.json', 'journal-v1-full.json'])(
    'of older releases are read, and are what a replay gives today (%s)',
    async (name) => {
      const { version, events, state } = readSample(name);
      await storeAsFirstRelease(state.seq, version, JSON.stringify({ ...state, tenant }));
      const world = createWorld(tenant);
      for (const event of events) evolve(world, upcast(event, version));
      expect(plain(await readSnapshot(database.db, tenant))).toEqual(plain(world.state));
    },
  );

  it('of a newer program are passed over for the newest that can be read', async () => {
    await storeAsFirstRelease(SAMPLE.state.seq, 1, JSON.stringify(SAMPLE.state));
    await storeAsFirstRelease(SAMPLE.state.seq + 1, STATE_VERSION + 1, '{"unknown":true}');
    expect((await readSnapshot(database.db, tenant))?.seq).toBe(SAMPLE.state.seq);
  });

  it('come back as they were, in rows that no statement waits long for', async () => {
    const { state } = createWorld(tenant);
    // Random letters: they hardly compress, so that it takes several rows.
    const long = Array.from({ length: 300_000 }, (_, at) =>
      ((at * 7_919) ** 2 % 1_000_003).toString(36),
    ).join();
    const written = { ...state, seq: 7, lastAgents: { [long]: 'agent1' } };
    await writeSnapshot(database.db, tenant, { seq: 7, at: 1, state: JSON.stringify(written) });
    expect(plain(await readSnapshot(database.db, tenant))).toEqual(plain(written));
    const rows = await database.db
      .selectFrom('snapshot_parts')
      .select('data')
      .where('tenant', '=', tenant)
      .execute();
    expect(rows.length).toBeGreaterThan(1);
    expect(Math.max(...rows.map(({ data }) => data.length))).toBeLessThanOrEqual(128 * 1024);
  });

  it('keep two, and read the older one when the newer is damaged', async () => {
    for (const seq of [1, 2, 3]) {
      const state = JSON.stringify({ ...createWorld(tenant).state, seq });
      await writeSnapshot(database.db, tenant, { seq, at: seq, state });
    }
    expect(await seqs()).toEqual([2, 3]);
    await database.db
      .deleteFrom('snapshot_parts')
      .where('tenant', '=', tenant)
      .where('seq', '=', 3)
      .execute();
    expect((await readSnapshot(database.db, tenant))?.seq).toBe(2);
  });
});
