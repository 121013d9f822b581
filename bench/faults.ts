/**
 * Two nodes that are killed, stopped and cut off, one fault after the other, while customers write to an agent; then the
 * books: what was lost or doubled, and how long nobody could write. `--faults`, `--seed`.
 */
import { findRedis, startRedis } from '../scripts/system/redis.mjs';
import { numbers } from './lib/arguments.ts';
import { finish, print } from './lib/figures.ts';
import { startPostgres } from './lib/postgres.ts';

const { faults, seed } = numbers({ faults: 100, seed: 1 });

const redisFound = await findRedis();
const postgres = await startPostgres();
if (postgres === null) throw new Error('this program needs PostgreSQL 15 or newer');
if (redisFound.path === undefined) throw new Error(`this program needs Redis: ${redisFound.missing}`);
const redis = await startRedis(redisFound.path);
// Read when the cluster's module is loaded.
process.env.TEST_DATABASE_URL = postgres.url;
process.env.TEST_REDIS_URL = redis.url;
const { makeCluster } = await import('../server/nodes/testing/cluster.ts');
const { torture } = await import('../server/nodes/testing/torture.ts');

const cluster = await makeCluster();
const books = await torture(cluster, {
  faults,
  seed: String(seed),
  onFault: (number, what) => print(`${number} of ${faults}: ${what}`),
});
await cluster.remove();
await redis.stop();
await postgres.stop();
const { faults: kinds, unwell, ...counts } = books;
print(
  Object.entries(kinds)
    .map(([kind, count]) => `${count} × ${kind}`)
    .join(', '),
);
for (const one of unwell) print(`not well again: ${one}`);
if (books.lost + books.doubled + books.lostChats + unwell.length > 0) process.exitCode = 1;
finish('faults', { seed, happened: faults, unwell: unwell.length, ...counts });
