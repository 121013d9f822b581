/** A PostgreSQL that restarts and turns read-only under two nodes and load: nothing is lost and nothing doubled. */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { openNodeEngine, type ServingEngine } from '../engine/node/open-node-engine.ts';
import { openDatabase, type Database } from '../store/database.ts';
import { openJournalReader } from '../store/journal-reader.ts';
import { migrate } from '../store/migrate.ts';
import { storyteller, writeAs } from '../testing/stories.ts';
import { startProxy } from '../testing/tcp-proxy.ts';
import { testConfig } from '../testing/test-config.ts';
import { TEST_DATABASE_URL } from '../testing/test-database.ts';
import { silentLogger } from '../testing/test-engine.ts';
import { TEST_REDIS_URL } from './testing/cluster.ts';
import { openNodes, type Nodes } from './open-nodes.ts';

const missing = [
  ...(TEST_DATABASE_URL === undefined ? ['TEST_DATABASE_URL'] : []),
  ...(TEST_REDIS_URL === undefined ? ['TEST_REDIS_URL'] : []),
];
const name = `restarts_${randomUUID().replaceAll('-', '')}`;

/** Runs a statement as the operator, outside the database of the test. */
async function operate(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: TEST_DATABASE_URL });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}
const endConnections = (): Promise<void> =>
  operate(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`);

describe.skipIf(missing.length > 0)(
  `PostgreSQL that restarts under two nodes${missing.length > 0 ? ` (${missing.join(' and ')} is not set)` : ''}`,
  { timeout: 120_000 },
  () => {
    const engines: ServingEngine[] = [];
    const nodes: Nodes[] = [];
    const databases: Database[] = [];
    let proxy: Awaited<ReturnType<typeof startProxy>> | null = null;

    afterEach(async () => {
      await Promise.all(engines.splice(0).map((engine) => engine.close()));
      await Promise.all(nodes.splice(0).map((node) => node.close()));
      await Promise.all(databases.splice(0).map((database) => database.close()));
      proxy?.close();
    });
    afterAll(() => operate(`drop database if exists ${name} with (force)`));

    it('loses and doubles nothing of what is written at both nodes meanwhile, and says so to those who write', async () => {
      await operate(`create database ${name}`);
      const url = new URL(TEST_DATABASE_URL ?? '');
      const through = (proxy = await startProxy(url.hostname, Number(url.port || '5432')));
      url.host = `127.0.0.1:${through.port}`;
      url.pathname = `/${name}`;
      const tenant = `test-${randomUUID()}`;
      const open = async (): Promise<ServingEngine> => {
        const database = await openDatabase({ databaseUrl: url.href, timeoutMs: 2_000 });
        databases.push(database);
        await database.patiently(migrate);
        const node = randomUUID();
        const shared = await openNodes({
          redisUrl: TEST_REDIS_URL ?? '',
          databaseUrl: url.href,
          db: database.db,
          node,
          logger: { info: () => {}, warn: () => {} },
        });
        nodes.push(shared);
        const engine = await openNodeEngine({
          database,
          tenant,
          nodeId: node,
          logger: silentLogger,
          answerMs: 2_000,
          pipes: (ownerIsHere) => shared.pipes(tenant, ownerIsHere),
        });
        engines.push(engine);
        return engine;
      };
      const both = [await open(), await open()];
      await both[0]!.submit({ type: 'configure', id: randomUUID(), config: testConfig() });
      await storyteller(both[1]!).begin();

      const acknowledged: string[] = [];
      const refusals = new Set<string>();
      const load = { on: true };
      const writing = both.map(async (engine) => {
        while (load.on) {
          const id = randomUUID();
          // As clients do: the same again under its id until it is taken.
          for (let taken = false; !taken;) {
            const answer = await writeAs(engine, id, 'hello').catch((error: unknown) => String(error));
            if (typeof answer === 'string') refusals.add(answer);
            taken = typeof answer !== 'string' && answer.ok;
            if (!taken) await new Promise((resolve) => setTimeout(resolve, 50));
          }
          acknowledged.push(id);
        }
      });
      const more = async (): Promise<void> => {
        const before = acknowledged.length;
        await expect
          .poll(() => acknowledged.length, { timeout: 40_000, interval: 20 })
          .toBeGreaterThan(before + 10);
      };
      const isRefused = async (): Promise<void> => {
        refusals.clear();
        await expect.poll(() => refusals.size, { timeout: 20_000, interval: 20 }).toBeGreaterThan(0);
      };
      await more();
      // It is shut down and started again: all connections end, and for a while there are none.
      through.set('refuse');
      await endConnections();
      await isRefused();
      through.set('pass');
      await more();
      // A failover has led to a replica: it answers, and takes nothing.
      await operate(`alter database ${name} set default_transaction_read_only = on`);
      await endConnections();
      await isRefused();
      await operate(`alter database ${name} set default_transaction_read_only = off`);
      await endConnections();
      await more();
      load.on = false;
      await Promise.all(writing);

      expect(both.map(({ role }) => role).toSorted()).toEqual(['follower', 'owner']);
      const written: string[] = [];
      for await (const event of openJournalReader(databases[0]!.db, tenant).replay(0)) {
        if (event.type === 'message.sent') written.push(event.messageId);
      }
      expect(written.toSorted()).toEqual(acknowledged.toSorted());
      const seen = await both[1]!.read(({ world }) =>
        Object.keys(world.state.conversations.c1?.messages ?? {}),
      );
      expect(seen.toSorted()).toEqual(acknowledged.toSorted());
    });
  },
);
