import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../store/database.ts';
import type { Database } from '../store/database.ts';
import { migrate } from '../store/migrate.ts';
import { isStoreUnavailable } from '../store/unavailable.ts';
import { describeOnDatabases } from '../testing/describe-on-databases.ts';
import { storyteller, writeAs } from '../testing/stories.ts';
import { startProxy } from '../testing/tcp-proxy.ts';
import { makeTestDatabase, openTestDatabase, TEST_DATABASE_URL } from '../testing/test-database.ts';
import type { TestDatabasePlace } from '../testing/test-database.ts';
import { openTestEngine } from '../testing/test-engine.ts';
import type { TestEngineOptions } from '../testing/test-engine.ts';
import { unreliable } from '../testing/unreliable-pool.ts';
import type { RunningEngine } from './open-engine.ts';

const UNAVAILABLE = { name: 'StoreUnavailableError' };

/** Resolves once commands can be stored again. */
async function works(engine: RunningEngine): Promise<void> {
  await expect.poll(() => engine.check().then(() => 'yes', String), { timeout: 20_000 }).toBe('yes');
}

describeOnDatabases('a store that does not answer', (kind) => {
  let database: Database;
  const open: { close(): Promise<void> }[] = [];
  beforeAll(async () => {
    database = await openTestDatabase(kind);
  });
  afterEach(async () => {
    for (const engine of open.splice(0)) await engine.close();
  });
  afterAll(() => database.close());

  const start = async (options: TestEngineOptions) => {
    const faults = unreliable(database.pool);
    const test = await openTestEngine({ ...options, database: { ...database, pool: faults.pool } });
    open.push(test);
    await storyteller(test.engine).begin();
    return { faults, engine: test.engine };
  };

  it('keeps no command waiting, says so, and makes known later what happened after all', async () => {
    const { engine, faults } = await start({ answerMs: 2_000 });
    const delivered: string[] = [];
    const all = new Promise<void>((resolve) => {
      engine.onTurn(({ events }) => () => {
        delivered.push(
          ...events.flatMap((event) => (event.type === 'message.sent' ? [event.messageId] : [])),
        );
        if (delivered.length === 2) resolve();
      });
    });
    const answer = faults.hold();
    const asked = [writeAs(engine, 'm1', 'hello'), writeAs(engine, 'm2', 'hello'), engine.read(() => null)];
    for (const result of await Promise.allSettled(asked)) {
      expect(result).toMatchObject({ status: 'rejected', reason: UNAVAILABLE });
    }
    await expect(writeAs(engine, 'm3', 'hello')).rejects.toMatchObject(UNAVAILABLE);
    await expect(engine.check()).rejects.toMatchObject(UNAVAILABLE);
    answer();
    await all;
    await works(engine);
    // The client tries again with the same id.
    expect(await writeAs(engine, 'm1', 'hello')).toMatchObject({ ok: true });
    expect(delivered).toEqual(['m1', 'm2']);
  });

  it('bounds what gathers meanwhile', async () => {
    const { engine, faults } = await start({ maxWaiting: 50 });
    const answer = faults.hold();
    const asked = Array.from({ length: 80 }, (_, n) => writeAs(engine, `m${n}`, 'hello'));
    const refused = Promise.allSettled(asked.slice(50));
    for (const result of await refused) {
      expect(result).toMatchObject({ status: 'rejected', reason: { name: 'OverloadedError' } });
    }
    answer();
    expect((await Promise.all(asked.slice(0, 50))).every(({ ok }) => ok)).toBe(true);
  });
});

describe.skipIf(TEST_DATABASE_URL === undefined)(
  'a PostgreSQL server behind a bad network (skipped without TEST_DATABASE_URL)',
  { timeout: 60_000 },
  () => {
    let place: TestDatabasePlace;
    let proxy: Awaited<ReturnType<typeof startProxy>>;
    let database: Database;
    let engine: RunningEngine;
    let close: () => Promise<void>;

    beforeAll(async () => {
      place = await makeTestDatabase('postgres');
      const url = new URL(place.options.databaseUrl ?? '');
      proxy = await startProxy(url.hostname, Number(url.port || '5432'));
      url.host = `127.0.0.1:${proxy.port}`;
      database = await openDatabase({ databaseUrl: url.href, timeoutMs: 1_500 });
      await database.patiently(migrate);
      ({ engine, close } = await openTestEngine({ database, answerMs: 500, leaseMs: 600 }));
      await storyteller(engine).begin();
    });
    afterAll(async () => {
      proxy.set('pass');
      await close();
      await database.close();
      proxy.close();
      await place.remove();
    });

    it.each(['swallow', 'refuse'] as const)('answers every command while it is %sd', async (mode) => {
      await works(engine);
      proxy.set(mode);
      const id = `during ${mode}`;
      await expect(writeAs(engine, id, 'hello')).rejects.toMatchObject({
        name: expect.stringMatching(/StoreUnavailable|CommitFailed/),
      });
      await expect(engine.check()).rejects.toThrow();
      const query = database.pool.query('select 1').catch((error: unknown) => error);
      expect(isStoreUnavailable(await query)).toBe(true);
      proxy.set('pass');
      // What was refused is tried again, as clients do, until it is taken: lost connections may still be noticed.
      const again = () => writeAs(engine, id, 'hello').then(({ ok }) => ok, String);
      await expect.poll(again, { timeout: 20_000 }).toBe(true);
    });

    it('lets another node have the tenant when it cannot append any more', async () => {
      await works(engine);
      proxy.set('swallow');
      const other = await openDatabase(place.options);
      const second = await openTestEngine({
        database: other,
        tenant: engine.tenant,
        nodeId: 'another',
        config: null,
        patienceMs: 20_000,
      });
      expect(await writeAs(second.engine, 'from another', 'hello')).toMatchObject({ ok: true });
      proxy.set('pass');
      await expect
        .poll(() => writeAs(engine, 'from the first', 'hello').then(() => '', String), { timeout: 20_000 })
        .toMatch(/OwnershipLostError/);
      await second.close();
      await other.close();
    });
  },
);

describe.skipIf(TEST_DATABASE_URL === undefined)(
  'an engine that takes long to load (skipped without TEST_DATABASE_URL)',
  () => {
    it('renews its lease meanwhile', async () => {
      const database = await openTestDatabase('postgres');
      const first = await openTestEngine({ database });
      await storyteller(first.engine).begin();
      const { tenant } = first.engine;
      // Loads the state over a connection that somebody else has blocked for several renewals.
      const blocker = await database.pool.connect();
      const leases: number[] = [];
      await blocker.query('begin; lock table snapshots in access exclusive mode');
      const loading = openTestEngine({ database, tenant, config: null, leaseMs: 300 });
      await expect
        .poll(
          async () => {
            const { rows } = await blocker.query<{ expires_at: number }>(
              'select expires_at from ownership where tenant = $1',
              [tenant],
            );
            const at = rows[0]?.expires_at ?? 0;
            if (leases.at(-1) !== at) leases.push(at);
            return leases.length;
          },
          { timeout: 20_000 },
        )
        .toBeGreaterThan(3);
      await blocker.query('rollback');
      blocker.release();
      const second = await loading;
      expect(await writeAs(second.engine, 'm1', 'hello')).toMatchObject({ ok: true });
      await second.close();
      await first.close();
      await database.close();
    });
  },
);
