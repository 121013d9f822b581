import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase } from '../testing/test-database.ts';
import type { Database } from '../store/database.ts';
import { migrate } from '../store/migrate.ts';
import { createLockout, forgetOldFailures } from './lockout.ts';
import type { IdentityTables } from './identity-tables.ts';
import { callerAt } from './testing/caller.ts';

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
const lockout = (tenant = 'demo') => createLockout({ db: db(), tenant, failuresPerNetwork: 0, now: clock });
const STRANGER = { device: false, network: false };
const wrong = () => Promise.resolve(false);
const right = () => Promise.resolve(true);

describe('the lock after failed attempts (D4)', () => {
  it('locks one account for one address for five minutes after five failures', async () => {
    const lock = lockout();
    for (let attempt = 0; attempt < 5; attempt += 1) {
      now += 1000;
      expect(await lock.attempt('ada', callerAt('1.1.1.1'), STRANGER, wrong)).toBe(false);
    }
    now += MINUTE;
    await expect(lock.attempt('ADA', callerAt('1.1.1.1'), STRANGER, right)).rejects.toMatchObject({
      reason: 'locked',
      statusCode: 429,
      retryAfterMs: 4 * MINUTE,
    });
    expect(await lock.attempt('ada', callerAt('2.2.2.2'), STRANGER, right)).toBe(true);
    expect(await lock.attempt('bob', callerAt('1.1.1.1'), STRANGER, right)).toBe(true);
    expect(await lockout('other').attempt('ada', callerAt('1.1.1.1'), STRANGER, right)).toBe(true);
    now += 4 * MINUTE;
    expect(await lock.attempt('ada', callerAt('1.1.1.1'), STRANGER, right)).toBe(true);
  });

  it('does not count what lies further apart than five minutes, nor what came before a success', async () => {
    const lock = lockout();
    for (let attempt = 0; attempt < 8; attempt += 1) {
      now += 90_000;
      expect(await lock.attempt('cleo', callerAt('1.1.1.1'), STRANGER, wrong)).toBe(false);
    }
    expect(await lock.attempt('cleo', callerAt('1.1.1.1'), STRANGER, right)).toBe(true);
    for (let attempt = 0; attempt < 4; attempt += 1)
      await lock.attempt('cleo', callerAt('1.1.1.1'), STRANGER, wrong);
    expect(await lock.attempt('cleo', callerAt('1.1.1.1'), STRANGER, right)).toBe(true);
  });

  it('ends in time although the wall clock was set back by an hour', async () => {
    const lock = lockout('clock');
    for (let attempt = 0; attempt < 5; attempt += 1)
      await lock.attempt('ada', callerAt('1.1.1.1'), STRANGER, wrong);
    await expect(lock.attempt('ada', callerAt('1.1.1.1'), STRANGER, right)).rejects.toMatchObject({
      reason: 'locked',
    });
    now -= 60 * MINUTE;
    expect(await lock.attempt('ada', callerAt('1.1.1.1'), STRANGER, right)).toBe(true);
    now += 60 * MINUTE;
  });

  it('lets no more than five of a hundred attempts at once through', async () => {
    let checked = 0;
    const guess = () => {
      checked += 1;
      return Promise.resolve(false);
    };
    const lock = lockout();
    const attempts = Array.from({ length: 100 }, () =>
      lock.attempt('dora', callerAt('1.1.1.1'), STRANGER, guess),
    );
    const outcomes = await Promise.allSettled(attempts);
    expect(checked).toBe(5);
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(95);
  });

  it('locks the account for everybody after fifty failures from anywhere', async () => {
    const lock = lockout();
    for (let attempt = 0; attempt < 50; attempt += 1) {
      await lock.attempt('emil', callerAt(`10.0.0.${attempt}`), STRANGER, wrong);
    }
    await expect(lock.attempt('emil', callerAt('9.9.9.9'), STRANGER, right)).rejects.toMatchObject({
      reason: 'locked',
    });
    now += 5 * MINUTE;
    expect(await lock.attempt('emil', callerAt('9.9.9.9'), STRANGER, right)).toBe(true);
  });

  it('a lock that strangers forced shuts strangers out, not the owner at a known place', async () => {
    const lock = lockout();
    for (let attempt = 0; attempt < 50; attempt += 1) {
      await lock.attempt('gina', callerAt(`10.0.1.${attempt}`), STRANGER, wrong);
    }
    await expect(lock.attempt('gina', callerAt('9.9.9.9'), STRANGER, right)).rejects.toMatchObject({
      reason: 'locked',
    });
    const knownNetwork = { device: false, network: true };
    expect(await lock.attempt('gina', callerAt('9.9.9.9'), knownNetwork, right)).toBe(true);
    // Somebody behind the same address has locked it: the owner's own browser has a count of its own.
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await lock.attempt('gina', callerAt('9.9.9.9'), knownNetwork, wrong);
    }
    await expect(lock.attempt('gina', callerAt('9.9.9.9'), knownNetwork, right)).rejects.toMatchObject({
      reason: 'locked',
    });
    const own = callerAt('9.9.9.9', 'own-browser');
    const knownDevice = { device: true, network: true };
    expect(await lock.attempt('gina', own, knownDevice, right)).toBe(true);
    for (let attempt = 0; attempt < 5; attempt += 1) await lock.attempt('gina', own, knownDevice, wrong);
    await expect(lock.attempt('gina', own, knownDevice, right)).rejects.toMatchObject({ reason: 'locked' });
  });

  it('counts the failures of a network over all accounts', async () => {
    const lock = createLockout({ db: db(), tenant: 'network', failuresPerNetwork: 20, now: clock });
    for (let attempt = 0; attempt < 20; attempt += 1) {
      await lock.attempt(`name ${attempt}`, callerAt('8.8.8.8'), STRANGER, wrong);
    }
    now += MINUTE;
    await expect(lock.attempt('hugo', callerAt('8.8.8.8'), STRANGER, right)).rejects.toMatchObject({
      reason: 'network-locked',
      statusCode: 429,
      retryAfterMs: 4 * MINUTE,
    });
    expect(await lock.attempt('hugo', callerAt('7.7.7.7'), STRANGER, right)).toBe(true);
    const known = { device: false, network: true };
    expect(await lock.attempt('hugo', callerAt('8.8.8.8'), known, right)).toBe(true);
    now += 4 * MINUTE;
    expect(await lock.attempt('hugo', callerAt('8.8.8.8'), STRANGER, right)).toBe(true);
  });

  it('lets few attempts at one account wait for each other', async () => {
    const lock = lockout();
    const attempts = Array.from({ length: 40 }, () =>
      lock.attempt('ida', callerAt('1.1.1.1'), STRANGER, right),
    );
    const reasons = (await Promise.allSettled(attempts)).map((outcome) =>
      outcome.status === 'rejected' ? (outcome.reason as { reason: string }).reason : 'right',
    );
    expect(reasons.filter((reason) => reason === 'right')).toHaveLength(10);
    expect(reasons.filter((reason) => reason === 'busy')).toHaveLength(30);
  });

  it('does not count an attempt that could not be checked', async () => {
    const lock = lockout();
    const broken = () => Promise.reject(new Error('no connection'));
    for (let attempt = 0; attempt < 6; attempt += 1) {
      await expect(lock.attempt('fritz', callerAt('1.1.1.1'), STRANGER, broken)).rejects.toThrow(
        'no connection',
      );
    }
    expect(await lock.attempt('fritz', callerAt('1.1.1.1'), STRANGER, right)).toBe(true);
  });

  it('keeps nothing of what was typed, and forgets it', async () => {
    await lockout().attempt('my-secret-password', callerAt('1.1.1.1'), STRANGER, wrong);
    const rows = await db().selectFrom('login_failures').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain('secret');
    await forgetOldFailures(db(), now + 11 * MINUTE);
    expect(await db().selectFrom('login_failures').selectAll().execute()).toEqual([]);
  });
});
