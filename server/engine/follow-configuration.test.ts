import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testConfig } from '../core/testing/config.ts';
import { openTestDatabase } from '../testing/test-database.ts';
import { openTestEngine } from '../testing/test-engine.ts';
import type { Database } from '../store/database.ts';
import { followConfiguration } from './follow-configuration.ts';

let database: Database;
beforeAll(async () => {
  database = await openTestDatabase();
}, 120_000);
afterAll(() => database.close());

it('tells a new configuration once, and nothing of other turns', async () => {
  const config = testConfig();
  const { engine } = await openTestEngine({ database, tenant: 'demo', nodeId: 'test', config });
  const followed = await followConfiguration(engine);
  const told: boolean[] = [];
  const stop = followed.onConfiguration(({ queuePriority }) => told.push(queuePriority));
  expect(followed.current().queuePriority).toBe(config.queuePriority);
  const configure = (queuePriority: boolean) =>
    engine.submit({ id: randomUUID(), type: 'configure', config: testConfig({ queuePriority }) });
  await engine.submit({ id: randomUUID(), type: 'agent.connect', agentId: 'ada', sid: 'sid' });
  expect(told).toEqual([]);
  await configure(true);
  expect(told).toEqual([true]);
  expect(followed.current().queuePriority).toBe(true);
  stop();
  await configure(false);
  expect(told).toEqual([true]);
  expect(followed.current().queuePriority).toBe(false);
  followed.close();
  await engine.close();
});
