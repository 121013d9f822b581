/** The bus between nodes on a real Redis and a real PostgreSQL, each of which can be away. */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startProxy } from '../testing/tcp-proxy.ts';
import { TEST_DATABASE_URL } from '../testing/test-database.ts';
import { openNodeBus } from './node-bus.ts';
import type { NodeBus } from './node-bus.ts';
import { StreamSizes } from './stream-sizes.ts';
import { TEST_REDIS_URL } from './testing/cluster.ts';

type Proxy = Awaited<ReturnType<typeof startProxy>>;
type End = { bus: NodeBus; redis: Proxy; heard: string[] };

const missing = [
  ...(TEST_DATABASE_URL === undefined ? ['TEST_DATABASE_URL'] : []),
  ...(TEST_REDIS_URL === undefined ? ['TEST_REDIS_URL'] : []),
];
const silent = { info: () => {}, warn: () => {} };

describe.skipIf(missing.length > 0)(
  `the bus between nodes${missing.length > 0 ? ` (${missing.join(' and ')} is not set)` : ''}`,
  () => {
    let installation: string;
    const ends: End[] = [];

    beforeEach(() => {
      installation = randomUUID();
    });
    afterEach(async () => {
      for (const { bus, redis } of ends.splice(0)) {
        await bus.close();
        redis.close();
      }
    });

    async function end(of = installation): Promise<End> {
      const target = new URL(TEST_REDIS_URL ?? '');
      const redis = await startProxy(target.hostname, Number(target.port));
      target.port = String(redis.port);
      const bus = openNodeBus({
        redisUrl: target.href,
        databaseUrl: TEST_DATABASE_URL ?? '',
        installation: of,
        node: randomUUID(),
        logger: silent,
      });
      const heard: string[] = [];
      bus.subscribe('topic', (text) => heard.push(text));
      const opened = { bus, redis, heard };
      ends.push(opened);
      await expect.poll(() => bus.hasRedis, { timeout: 10_000 }).toBe(true);
      return opened;
    }

    /** Sends again and again until it is heard: the first may come before anybody listens. */
    async function reaches(from: End, to: End, text: string): Promise<void> {
      await expect
        .poll(
          () => {
            from.bus.publish('topic', text);
            return to.heard.includes(text);
          },
          { timeout: 10_000, interval: 50 },
        )
        .toBe(true);
    }

    it('carries texts to all other nodes of the installation, and to nobody else', async () => {
      const [one, two, three] = [await end(), await end(), await end()];
      const foreign = await end(randomUUID());
      await reaches(one, two, 'to everybody');
      await reaches(one, three, 'to everybody');
      await reaches(two, one, 'and back');
      expect(one.heard).not.toContain('to everybody');
      expect(foreign.heard).toEqual([]);
    });

    it('carries texts of any length and all characters without Redis, both ways', async () => {
      const [one, two] = [await end(), await end()];
      two.redis.set('refuse');
      await expect.poll(() => two.bus.hasRedis).toBe(false);
      const long = `${'ä\u{1f600}\u0000'.repeat(20_000)}.`;
      await reaches(two, one, long);
      await reaches(one, two, long);
      two.redis.set('pass');
      await expect.poll(() => two.bus.hasRedis, { timeout: 10_000 }).toBe(true);
      await reaches(one, two, 'again');
    });

    it('notices a Redis that does not answer', async () => {
      const [one, two] = [await end(), await end()];
      one.redis.set('swallow');
      await expect.poll(() => one.bus.hasRedis, { timeout: 5_000 }).toBe(false);
      await reaches(one, two, 'by the database');
      one.redis.set('refuse');
      one.redis.set('pass');
      await expect.poll(() => one.bus.hasRedis, { timeout: 10_000 }).toBe(true);
    });
  },
);

describe('the size of a stream', () => {
  it('is bounded by what its entries weigh', () => {
    const sizes = new StreamSizes();
    expect(sizes.keep('small', 500)).toBe(2_000);
    expect(sizes.keep('large', 400_000)).toBe(40);
    expect(sizes.keep('huge', 10_000_000)).toBe(32);
  });
});
