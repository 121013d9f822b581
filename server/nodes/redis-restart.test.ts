/** A real Redis that is flushed, killed and started again under load: what users send is neither lost nor doubled. */
import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createClient } from 'redis';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { openNodeEngine, type ServingEngine } from '../engine/node/open-node-engine.ts';
import { storyteller, writeAs } from '../testing/stories.ts';
import { openDatabase, type Database } from '../store/database.ts';
import { migrate } from '../store/migrate.ts';
import { openJournalReader } from '../store/journal-reader.ts';
import { testConfig } from '../testing/test-config.ts';
import { makeTestDatabase, TEST_DATABASE_URL } from '../testing/test-database.ts';
import type { TestDatabasePlace } from '../testing/test-database.ts';
import { silentLogger } from '../testing/test-engine.ts';
import { openNodes, type Nodes } from './open-nodes.ts';
import { freePort } from './testing/cluster.ts';

const silent = { info: () => {}, warn: () => {} };
const isInstalled = spawnSync('redis-server', ['--version']).status === 0;
const missing = [
  ...(TEST_DATABASE_URL === undefined ? ['TEST_DATABASE_URL is not set'] : []),
  ...(isInstalled ? [] : ['redis-server is not installed']),
];

describe.skipIf(missing.length > 0)(
  `Redis that restarts${missing.length > 0 ? ` (${missing.join(', ')})` : ''}`,
  { timeout: 90_000 },
  () => {
    let redis: ChildProcess | null = null;
    let place: TestDatabasePlace | undefined;
    const engines: ServingEngine[] = [];
    const nodes: Nodes[] = [];
    const databases: Database[] = [];

    async function kill(): Promise<void> {
      if (redis === null) return;
      const gone = once(redis, 'exit');
      redis.kill('SIGKILL');
      await gone;
      redis = null;
    }
    function start(port: number): void {
      const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
      redis = spawn('redis-server', settings, { stdio: 'ignore' });
    }

    afterEach(async () => {
      await Promise.all(engines.splice(0).map((engine) => engine.close()));
      await Promise.all(nodes.splice(0).map((node) => node.close()));
      await Promise.all(databases.splice(0).map((database) => database.close()));
    });
    afterAll(async () => {
      await kill();
      await place?.remove();
    });

    it('loses nothing of what a node that follows has sent', async () => {
      const port = await freePort();
      const redisUrl = `redis://127.0.0.1:${port}`;
      start(port);
      place = await makeTestDatabase('postgres');
      const { databaseUrl = '' } = place.options;
      const tenant = `test-${randomUUID()}`;
      const open = async (): Promise<ServingEngine> => {
        const database = await openDatabase({ databaseUrl });
        databases.push(database);
        await migrate(database.db);
        const node = randomUUID();
        const shared = await openNodes({
          redisUrl,
          databaseUrl,
          db: database.db,
          node,
          logger: silent,
        });
        nodes.push(shared);
        const engine = await openNodeEngine({
          database,
          tenant,
          nodeId: node,
          logger: silentLogger,
          answerMs: 60_000,
          pipes: (ownerIsHere) => shared.pipes(tenant, ownerIsHere),
        });
        engines.push(engine);
        return engine;
      };
      const owner = await open();
      const follower = await open();
      await expect.poll(() => nodes.every(({ hasRedis }) => hasRedis), { timeout: 20_000 }).toBe(true);
      await owner.submit({ type: 'configure', id: randomUUID(), config: testConfig() });
      const ada = storyteller(follower);
      await ada.ready('agent1');
      await ada.begin();
      await ada.accept('agent1');

      const sent: string[] = [];
      const load = { on: true };
      const writing = (async () => {
        while (load.on) {
          const id = randomUUID();
          const outcome = await writeAs(follower, id, 'hello');
          expect(outcome.ok).toBe(true);
          sent.push(id);
        }
      })();
      const more = async (): Promise<void> => {
        const before = sent.length;
        await expect.poll(() => sent.length, { timeout: 20_000, interval: 20 }).toBeGreaterThan(before + 20);
      };
      await more();
      const client = createClient({ url: redisUrl });
      client.on('error', () => {});
      await client.connect();
      await client.flushAll();
      await more();
      client.destroy();
      await kill();
      await expect.poll(() => nodes.some(({ hasRedis }) => hasRedis), { timeout: 20_000 }).toBe(false);
      await more();
      start(port);
      await expect.poll(() => nodes.every(({ hasRedis }) => hasRedis), { timeout: 20_000 }).toBe(true);
      await more();
      load.on = false;
      await writing;

      const written: string[] = [];
      for await (const event of openJournalReader(databases[0]!.db, tenant).replay(0)) {
        if (event.type === 'message.sent') written.push(event.messageId);
      }
      expect(written).toEqual(sent);
    });
  },
);
