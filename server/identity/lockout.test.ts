import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase } from '../testing/test-database.ts';
import type { Database } from '../store/database.ts';
import { migrate } from '../store/migrate.ts';
import { createLockout, forgetOldFailures } from './lockout.ts';
import type { IdentityTables } from './tables.ts';

const MINUTE = 60_000;
let database: Database;
let now = 1_000_000_000_000;
const clock = () => now;

beforeAll(async () => {
  database = await openTestDatabase();
  await migrate(database.db);
});
afterAll(() => database.close());

const db = () => database.db.withTables<IdentityTables>();
const lockout = (tenant = 'demo') => createLockout(db(), tenant, clock);
const wrong = () => Promise.resolve(false);
const right = () => Promise.resolve(true);

describe('the lock after failed attempts (decisions 4)', () => {
  it('locks one account for one address for five minutes after five failures', async () => {
    const lock = lockout();
    for (let attempt = 0; attempt < 5; attempt += 1) {
      now += 1000;
      expect(await lock.attempt('ada', '1.1.1.1', wrong)).toBe(false);
    }
    now += MINUTE;
    await expect(lock.attempt('ADA', '1.1.1.1', right)).rejects.toMatchObject({
      reason: 'locked',
      statusCode: 429,
      retryAfterMs: 4 * MINUTE,
    });
    expect(await lock.attempt('ada', '2.2.2.2', right)).toBe(true);
    expect(await lock.attempt('bob', '1.1.1.1', right)).toBe(true);
    expect(await lockout('other').attempt('ada', '1.1.1.1', right)).toBe(true);
    now += 4 * MINUTE;
    expect(await lock.attempt('ada', '1.1.1.1', right)).toBe(true);
  });

  it('does not count what lies further apart than five minutes, nor what came before a success', async () => {
    const lock = lockout();
    for (let attempt = 0; attempt < 8; attempt += 1) {
      now += 90_000;
      expect(await lock.attempt('cleo', '1.1.1.1', wrong)).toBe(false);
    }
    expect(await lock.attempt('cleo', '1.1.1.1', right)).toBe(true);
    for (let attempt = 0; attempt < 4; attempt += 1) await lock.attempt('cleo', '1.1.1.1', wrong);
    expect(await lock.attempt('cleo', '1.1.1.1', right)).toBe(true);
  });

  it('lets no more than five of a hundred attempts at once through', async () => {
    let checked = 0;
    const guess = () => {
      checked += 1;
      return Promise.resolve(false);
    };
    const lock = lockout();
    const attempts = Array.from({ length: 100 }, () => lock.attempt('dora', '1.1.1.1', guess));
    const outcomes = await Promise.allSettled(attempts);
    expect(checked).toBe(5);
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(95);
  });

  it('locks the account for everybody after fifty failures from anywhere', async () => {
    const lock = lockout();
    for (let attempt = 0; attempt < 50; attempt += 1) {
      await lock.attempt('emil', `10.0.0.${attempt}`, wrong);
    }
    await expect(lock.attempt('emil', '9.9.9.9', right)).rejects.toMatchObject({ reason: 'locked' });
    now += 5 * MINUTE;
    expect(await lock.attempt('emil', '9.9.9.9', right)).toBe(true);
  });

  it('does not count an attempt that could not be checked', async () => {
    const lock = lockout();
    const broken = () => Promise.reject(new Error('no connection'));
    for (let attempt = 0; attempt < 6; attempt += 1) {
      await expect(lock.attempt('fritz', '1.1.1.1', broken)).rejects.toThrow('no connection');
    }
    expect(await lock.attempt('fritz', '1.1.1.1', right)).toBe(true);
  });

  it('keeps nothing of what was typed, and forgets it', async () => {
    await lockout().attempt('my-secret-password', '1.1.1.1', wrong);
    const rows = await db().selectFrom('login_failures').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain('secret');
    await forgetOldFailures(db(), now + 11 * MINUTE);
    expect(await db().selectFrom('login_failures').selectAll().execute()).toEqual([]);
  });
});
