import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import demo from '../demo.json' with { type: 'json' };
import type { Database } from '../store/database.ts';
import { openTestDatabase } from '../testing/test-database.ts';
import { loadConfiguration } from './load.ts';
import { parseConfiguration } from './parse.ts';

let database: Database;
beforeEach(async () => {
  database = await openTestDatabase();
});
afterEach(() => database.close());

const source =
  (change: object = {}) =>
  () =>
    Promise.resolve(parseConfiguration({ ...demo, ...change }));

describe('the configuration in the store', () => {
  it('is taken from the file once, and afterwards from the store (D2)', async () => {
    const first = await loadConfiguration(database.db, null, source());
    expect(first.loaded).toBe(true);
    expect(first.tenant).toBe('demo');
    const asked = () => Promise.reject(new Error('the file was read again'));
    const second = await loadConfiguration(database.db, null, asked);
    expect(second.loaded).toBe(false);
    expect(second.core).toEqual(first.core);
    expect(second.directory.users).toEqual(first.directory.users);
    expect((await loadConfiguration(database.db, 'demo', asked)).core).toEqual(first.core);
  });

  it('holds no password and no key', async () => {
    await loadConfiguration(database.db, null, source());
    const { rows } = await database.pool.query(
      'select document::text as text from configuration union all select profile::text from users',
    );
    const text = JSON.stringify(rows);
    expect(text).not.toContain('demo-connector');
    expect(text).not.toContain('"password"');
    const users = await database.pool.query<{ password_hash: string }>('select password_hash from users');
    for (const row of users.rows) expect(row.password_hash).toMatch(/^scrypt\$/);
  });

  it('loads five hundred users in seconds; equal passwords share neither salt nor hash', async () => {
    const users = Array.from({ length: 500 }, (_, index) => ({
      username: `user${index}`,
      password: 'initial',
      firstName: 'User',
      lastName: `${index}`,
      roles: ['agent'],
      team: index % 2 === 0 ? 'North' : 'South',
    }));
    const used = process.cpuUsage();
    const { directory, core } = await loadConfiguration(
      database.db,
      null,
      source({ users, queues: [demo.queues[0]], channels: [demo.channels[0]] }),
    );
    expect(process.cpuUsage(used).user / 1e6).toBeLessThan(8);
    expect(directory.users).toHaveLength(500);
    expect(directory.users[499]?.username).toBe('user499');
    expect(Object.keys(core.agents)).toHaveLength(500);
    const { rows } = await database.pool.query<{ password_hash: string }>('select password_hash from users');
    const parts = rows.map(({ password_hash: hash }) => hash.split('$'));
    expect(new Set(parts.map(([, , , , salt]) => salt)).size).toBe(500);
    expect(new Set(parts.map((each) => each.at(-1))).size).toBe(500);
  });

  it('agrees with another process that starts on the same empty store', async () => {
    const [one, two] = await Promise.all([
      loadConfiguration(database.db, null, source()),
      loadConfiguration(database.db, null, source()),
    ]);
    expect(one.file).toEqual(two.file);
  });

  it('refuses a file of another tenant, and to guess among several', async () => {
    await expect(loadConfiguration(database.db, 'other', source())).rejects.toThrow(/about tenant "demo"/);
    await loadConfiguration(database.db, null, source());
    await loadConfiguration(database.db, 'second', source({ tenant: 'second' }));
    await expect(loadConfiguration(database.db, null, source())).rejects.toThrow(/several tenants/);
    const second = await loadConfiguration(database.db, 'second', source());
    expect(second.directory.tenant).toBe('second');
    expect(second.directory.users[0]?.id).not.toBe(
      (await loadConfiguration(database.db, 'demo', source())).directory.users[0]?.id,
    );
  });
});
