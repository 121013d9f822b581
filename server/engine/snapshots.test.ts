import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Database } from '../store/database.ts';
import { describeOnDatabases } from '../testing/describe-on-databases.ts';
import { storyteller, writeAs } from '../testing/stories.ts';
import { openTestDatabase } from '../testing/test-database.ts';
import { openTestEngine, silentLogger } from '../testing/test-engine.ts';
import type { EngineLogger } from './mailbox.ts';
import type { RunningEngine } from './open-engine.ts';

describeOnDatabases('snapshots of a busy engine', (kind) => {
  let database: Database;
  beforeEach(async () => {
    database = await openTestDatabase(kind);
  });
  afterEach(() => database.close());

  const newest = async (): Promise<number> => {
    const row = await database.db
      .selectFrom('snapshots')
      .select('seq')
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row?.seq ?? 0;
  };
  const writeAll = async (engine: RunningEngine, ids: readonly string[]): Promise<void> => {
    for (let from = 0; from < ids.length; from += 250) {
      await Promise.all(ids.slice(from, from + 250).map((id) => writeAs(engine, id, '')));
    }
  };
  const snapshotAfter = (seq: number) =>
    expect.poll(newest, { timeout: 60_000, interval: 100 }).toBeGreaterThan(seq);

  it('are taken while work goes on, so that a start has little to replay', { timeout: 150_000 }, async () => {
    const { engine } = await openTestEngine({ database, snapshotEvery: 100 });
    await storyteller(engine).begin();
    await writeAll(
      engine,
      Array.from({ length: 150 }, (_, n) => `first${n}`),
    );
    await snapshotAfter(100);
    await writeAll(
      engine,
      Array.from({ length: 120 }, (_, n) => `second${n}`),
    );
    await snapshotAfter(220);
    await writeAll(engine, ['last']);
    const messagesOf = (one: RunningEngine) =>
      one.read(({ world }) => Object.entries(world.state.conversations.c1?.messages ?? {}));
    const before = await messagesOf(engine);
    const logged: object[] = [];
    const logger: EngineLogger = { ...silentLogger, info: (details) => logged.push(details) };
    // A second engine of the same node is what a restart after kill -9 looks like.
    const { tenant } = engine;
    const again = await openTestEngine({ database, tenant, config: null, logger });
    expect(logged).toContainEqual(expect.objectContaining({ seq: engine.seq, replayed: 1 }));
    expect(await messagesOf(again.engine)).toEqual(before);
    await again.close();
    await engine.close();
  });

  it('are not made by the thread that serves', { timeout: 150_000 }, async () => {
    const { engine, close } = await openTestEngine({ database, snapshotEvery: 5_000 });
    await storyteller(engine).begin();
    const stringify = JSON.stringify;
    let longest = 0;
    JSON.stringify = ((...parameters: Parameters<typeof stringify>) => {
      const text = stringify(...parameters);
      longest = Math.max(longest, text.length);
      return text;
    }) as typeof stringify;
    try {
      await writeAll(
        engine,
        Array.from({ length: 6_000 }, (_, n) => `${n}`.padStart(100, 'm')),
      );
      await snapshotAfter(5_000);
    } finally {
      JSON.stringify = stringify;
    }
    const { length } = await engine.read(({ world }) => JSON.stringify(world.state));
    expect(length).toBeGreaterThan(600_000);
    expect(longest).toBeLessThan(300_000);
    await close();
  });
});
