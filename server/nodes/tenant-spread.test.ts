/** Several contact centres on two nodes: their owners are spread, and nothing of what is asked meanwhile is lost. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openNodeEngine, type ServingEngine } from '../engine/node/open-node-engine.ts';
import type { Database } from '../store/database.ts';
import { MemoryBus } from '../testing/memory-bus.ts';
import { storyteller, writeAs } from '../testing/stories.ts';
import { testConfig } from '../testing/test-config.ts';
import { openTestDatabase } from '../testing/test-database.ts';
import { silentLogger } from '../testing/test-engine.ts';
import { openTenantPipes } from './tenant-pipes.ts';
import { TenantSpread } from './tenant-spread.ts';

let database: Database;
const closers: (() => Promise<void>)[] = [];
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(async () => {
  for (const close of closers) await close();
  await database.close();
});

it('spreads the owners, and one node has them all when the other is gone', { timeout: 60_000 }, async () => {
  const tenants = Array.from({ length: 4 }, () => `test-${randomUUID()}`);
  const bus = new MemoryBus();
  const startNode = async () => {
    const end = bus.end();
    const spread = new TenantSpread(end, randomUUID());
    const engines: ServingEngine[] = [];
    for (const tenant of tenants) {
      engines.push(
        await openNodeEngine({
          database,
          tenant,
          nodeId: randomUUID(),
          logger: silentLogger,
          answerMs: 10_000,
          pipes: (ownerIsHere) => openTenantPipes(end, tenant, ownerIsHere),
          spread: spread.of(tenant),
        }),
      );
    }
    let closing: Promise<void> | null = null;
    const close = (): Promise<void> =>
      (closing ??= Promise.all(engines.map((engine) => engine.close())).then(() => spread.close()));
    closers.push(close);
    return { engines, close, owned: () => engines.filter(({ role }) => role === 'owner').length };
  };
  const first = await startNode();
  for (const engine of first.engines) {
    await engine.submit({ type: 'configure', id: randomUUID(), config: testConfig() });
    await storyteller(engine).begin();
  }
  expect(first.owned()).toBe(4);

  const second = await startNode();
  const written = new Map<string, string[]>(tenants.map((tenant) => [tenant, []]));
  const load = { on: true };
  const writing = second.engines.map(async (engine) => {
    while (load.on) {
      const id = randomUUID();
      const outcome = await writeAs(engine, id, 'hello');
      expect(outcome.ok).toBe(true);
      written.get(engine.tenant)?.push(id);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });
  await expect.poll(() => [first.owned(), second.owned()], { timeout: 30_000, interval: 50 }).toEqual([2, 2]);
  load.on = false;
  await Promise.all(writing);
  for (const engine of second.engines) {
    const stored = await engine.read(({ world }) =>
      Object.keys(world.state.conversations.c1?.messages ?? {}),
    );
    expect(stored).toEqual(written.get(engine.tenant));
  }
  await first.close();
  await expect.poll(() => second.owned(), { timeout: 20_000 }).toBe(4);
});
