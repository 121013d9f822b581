/** A PostgreSQL that restarts, turns read-only and fails over under two nodes and load: nothing is lost and nothing doubled. */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { startPostgres } from '../../scripts/system/postgres.mjs';
import { startProxy } from '../testing/tcp-proxy.ts';
import { TEST_DATABASE_URL } from '../testing/test-database.ts';
import { TEST_REDIS_URL } from './testing/cluster.ts';
import { TwoWriters } from './testing/two-writers.ts';

const { POSTGRES_BIN } = process.env;
const missing = [
  ...(TEST_DATABASE_URL === undefined ? ['TEST_DATABASE_URL'] : []),
  ...(TEST_REDIS_URL === undefined ? ['TEST_REDIS_URL'] : []),
];
const reason = (names: readonly string[]): string =>
  names.length > 0 ? ` (not set: ${names.join(', ')})` : '';
const name = `restarts_${randomUUID().replaceAll('-', '')}`;

/** Runs statements as the operator, beside the nodes. */
async function operate(databaseUrl: string, ...statements: string[]): Promise<pg.QueryResult[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const results: pg.QueryResult[] = [];
  try {
    for (const statement of statements) results.push(await client.query(statement));
  } finally {
    await client.end();
  }
  return results;
}

describe.skipIf(missing.length > 0)(
  `PostgreSQL that fails under two nodes${reason(missing)}`,
  { timeout: 120_000 },
  () => {
    const closing: (() => unknown)[] = [];
    const onTest = (...statements: string[]) => operate(TEST_DATABASE_URL ?? '', ...statements);
    const endConnections = () =>
      onTest(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`);
    /** The address of a database through a proxy, and the proxy. */
    async function through(address: string) {
      const url = new URL(address);
      const proxy = await startProxy(url.hostname, Number(url.port || '5432'));
      closing.push(() => proxy.close());
      url.host = `127.0.0.1:${proxy.port}`;
      return { url, proxy };
    }

    /** Two nodes on a database, and who writes at them. */
    async function writing(address: string): Promise<TwoWriters> {
      const writers = new TwoWriters();
      closing.push(() => writers.close());
      await writers.open(address);
      return writers;
    }

    afterEach(async () => {
      for (const close of closing.splice(0).reverse()) await close();
    });
    afterAll(() => onTest(`drop database if exists ${name} with (force)`));

    it('loses and doubles nothing of what is written at both nodes meanwhile, and says so to those who write', async () => {
      await onTest(`create database ${name}`);
      const { url, proxy } = await through(TEST_DATABASE_URL ?? '');
      url.pathname = `/${name}`;
      const writers = await writing(url.href);
      await writers.more();
      // It is shut down and started again: all connections end, and for a while there are none.
      proxy.set('refuse');
      await endConnections();
      await writers.refused();
      proxy.set('pass');
      await writers.more();
      // A failover has led to a replica: it answers, and takes nothing.
      await onTest(`alter database ${name} set default_transaction_read_only = on`);
      await endConnections();
      await writers.refused();
      await onTest(`alter database ${name} set default_transaction_read_only = off`);
      await endConnections();
      await writers.more();
      await writers.balance();
    });

    it.skipIf(POSTGRES_BIN === undefined)(
      `goes on with the standby that takes over from a server that died${reason(POSTGRES_BIN === undefined ? ['POSTGRES_BIN'] : [])}`,
      async () => {
        const first = await startPostgres(POSTGRES_BIN ?? '');
        closing.push(() => first.stop());
        const standby = await startPostgres(POSTGRES_BIN ?? '', first.url);
        closing.push(() => standby.stop());
        // What the standby does not have is not acknowledged.
        await operate(
          first.url,
          `alter system set synchronous_standby_names = '*'`,
          'select pg_reload_conf()',
        );
        await expect
          .poll(async () => (await operate(first.url, 'select sync_state from pg_stat_replication'))[0]?.rows)
          .toEqual([{ sync_state: 'sync' }]);
        const { url, proxy } = await through(first.url);
        const writers = await writing(url.href);
        await writers.more();
        await first.stop();
        await writers.refused();
        await operate(
          standby.url,
          'select pg_promote()',
          `alter system reset synchronous_standby_names`,
          'select pg_reload_conf()',
        );
        proxy.leadTo(Number(new URL(standby.url).port));
        await writers.more();
        await writers.balance();
      },
    );
  },
);
