/** Engines of processes that share tenants, on one database for a file of tests; each test's are closed after it. */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll } from 'vitest';
import type { Bus } from '../../../nodes/bus.ts';
import { openTenantPipes } from '../../../nodes/tenant-pipes.ts';
import type { Database } from '../../../store/database.ts';
import { openTestDatabase } from '../../../testing/test-database.ts';
import { silentLogger } from '../../../testing/test-engine.ts';
import { openNodeEngine, type NodeEngineOptions, type ServingEngine } from '../open-node-engine.ts';

/** One end of a bus. */
export type BusEnd = Pick<Bus, 'publish' | 'subscribe'>;

/** To be called once in a file, outside of its tests. */
export function nodeEngines() {
  let database: Database | undefined;
  const open: ServingEngine[] = [];
  const opened = (): Database => {
    if (database === undefined) throw new Error('The database is open within tests alone.');
    return database;
  };
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((engine) => engine.close()));
  });
  afterAll(() => database?.close());
  return {
    database: opened,
    /** One more process of the tenant, reached by its end of the bus. */
    async open(tenant: string, end: BusEnd, more: Partial<NodeEngineOptions> = {}): Promise<ServingEngine> {
      const engine = await openNodeEngine({
        database: opened(),
        tenant,
        nodeId: randomUUID(),
        logger: silentLogger,
        pipes: (ownerIsHere) => openTenantPipes(end, tenant, ownerIsHere),
        ...more,
      });
      open.push(engine);
      return engine;
    },
  };
}
