/** A short run of the faults that `npm run bench -- faults` does a hundred of. */
import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { TEST_DATABASE_URL } from '../testing/test-database.ts';
import { makeCluster, TEST_REDIS_URL } from './testing/cluster.ts';
import { torture } from './testing/torture.ts';

const isMissing = TEST_DATABASE_URL === undefined || TEST_REDIS_URL === undefined;

it.skipIf(isMissing)(
  `the books balance after faults of two nodes under load${isMissing ? ' (TEST_DATABASE_URL or TEST_REDIS_URL is not set)' : ''}`,
  { timeout: 240_000 },
  async () => {
    const cluster = await makeCluster();
    try {
      const seed = randomBytes(4).toString('hex');
      process.stdout.write(`faults of nodes: seed ${seed}\n`);
      const books = await torture(cluster, { faults: 2, seed });
      expect(books).toMatchObject({ lost: 0, doubled: 0, lostChats: 0, stillServed: 3, unwell: [] });
      expect(books.acknowledged).toBeGreaterThan(20);
    } finally {
      await cluster.remove();
    }
  },
);
