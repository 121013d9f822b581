/** A backup by `pg_dump`, restored into a new database: a server starts on it, and what was said is there. */
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import {
  closeCustomers,
  connectCustomer,
  startChat,
  textMessage,
} from '../gateways/customer-channel/testing/customer.ts';
import { startServer } from '../main.ts';
import { readSettings } from '../settings/settings.ts';
import { makeTestDatabase, TEST_DATABASE_URL } from '../testing/test-database.ts';
import { openJournalReader } from './journal-reader.ts';

const hasTools = ['pg_dump', 'psql'].every((tool) => spawnSync(tool, ['--version']).status === 0);
const missing = [
  ...(TEST_DATABASE_URL === undefined ? ['TEST_DATABASE_URL is not set'] : []),
  ...(hasTools ? [] : ['pg_dump and psql are not installed']),
];

function run(tool: string, args: string[], input?: string): string {
  const { status, stdout, stderr } = spawnSync(tool, args, {
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    ...(input !== undefined && { input }),
  });
  if (status !== 0) throw new Error(`${tool}: ${stderr}`);
  return stdout;
}

async function asked(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

describe.skipIf(missing.length > 0)(
  `a backup${missing.length > 0 ? ` (${missing.join(', ')})` : ''}`,
  { timeout: 120_000 },
  () => {
    it('is taken while people talk, and holds what was acknowledged', async () => {
      const place = await makeTestDatabase('postgres');
      const { databaseUrl = '' } = place.options;
      const folder = await mkdtemp(join(tmpdir(), 'agent-desk-backup-'));
      const serve = (url: string, name: string) =>
        startServer({
          settings: readSettings({
            PORT: '0',
            LOG_LEVEL: 'silent',
            DATABASE_URL: url,
            DATA_DIR: join(folder, name),
            DATABASE_TIMEOUT: '60000',
          }),
          webDir: null,
        });
      const restored = `restored_${randomUUID().replaceAll('-', '')}`;
      try {
        const first = await serve(databaseUrl, 'first');
        const customer = await connectCustomer(first.url);
        const { conversationId } = await startChat(customer);
        expect(await customer.ask('MESSAGE_RECEIVED', textMessage('before the backup'))).toMatchObject({
          code: 200,
        });
        // Nobody stops for it.
        const schema = /test_[0-9a-f]{32}/.exec(databaseUrl)?.[0] ?? 'public';
        const plain = new URL(databaseUrl);
        plain.search = '';
        const dump = run('pg_dump', ['--no-owner', `--schema=${schema}`, plain.href]);
        expect(await customer.ask('MESSAGE_RECEIVED', textMessage('after the backup'))).toMatchObject({
          code: 200,
        });
        closeCustomers();
        await first.close();

        await asked(TEST_DATABASE_URL ?? '', `create database ${restored}`);
        const target = new URL(databaseUrl);
        target.pathname = `/${restored}`;
        const bare = new URL(target);
        bare.search = '';
        run('psql', ['--quiet', '--set=ON_ERROR_STOP=1', bare.href], dump);

        const second = await serve(target.href, 'second');
        const journal = openJournalReader(second.database.db, second.engine.tenant);
        const said = await journal.conversationEvents(conversationId, { afterSeq: 0, limit: 200 });
        const text = JSON.stringify(said);
        expect(text).toContain('before the backup');
        expect(text).not.toContain('after the backup');
        const again = await connectCustomer(second.url);
        expect((await startChat(again)).conversationId).not.toBe(conversationId);
        closeCustomers();
        await second.close();
      } finally {
        await asked(TEST_DATABASE_URL ?? '', `drop database if exists ${restored} with (force)`);
        await place.remove();
        await rm(folder, { recursive: true, force: true });
      }
    });
  },
);
