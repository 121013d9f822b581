import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { SignInError } from './errors.ts';
import type { IdentityTables } from './tables.ts';

/** Within this time failures count, and for as long a lock holds (decisions 4). */
const WINDOW_MS = 5 * 60_000;
const FAILURES_PER_ADDRESS = 5;
const FAILURES_FROM_ANYWHERE = 50;

/** Locks accounts against guessing. Failures stand in the database: a restart forgives nothing. */
export type Lockout = {
  /**
   * Runs one attempt; false counts as a failure, an error does not. Attempts at the same account from the same
   * address follow each other, so that a hundred at once are no more than a hundred in a row.
   * @throws SignInError `locked`, with the time until the lock ends
   */
  attempt(username: string, address: string, check: () => Promise<boolean>): Promise<boolean>;
};

/** @param now epoch ms */
export function createLockout(
  db: Kysely<IdentityTables>,
  tenant: string,
  now: () => number = () => Date.now(),
): Lockout {
  const queues = new Map<string, Promise<unknown>>();

  async function lockedFor(account: string, address: string): Promise<number> {
    const failures = await db
      .selectFrom('login_failures')
      .select(['at', 'address'])
      .where('tenant', '=', tenant)
      .where('account', '=', account)
      .where('at', '>', now() - 2 * WINDOW_MS)
      .orderBy('at', 'desc')
      .limit(2 * FAILURES_FROM_ANYWHERE)
      .execute();
    const here = failures.filter((failure) => failure.address === address).map(({ at }) => at);
    const anywhere = failures.map(({ at }) => at);
    const until = Math.max(lockEnd(here, FAILURES_PER_ADDRESS), lockEnd(anywhere, FAILURES_FROM_ANYWHERE));
    return Math.max(0, until - now());
  }

  async function attemptNow(username: string, address: string, check: () => Promise<boolean>) {
    const account = accountKey(username);
    const wait = await lockedFor(account, address);
    if (wait > 0) throw new SignInError('locked', wait);
    const success = await check();
    if (success) {
      await db
        .deleteFrom('login_failures')
        .where('tenant', '=', tenant)
        .where('account', '=', account)
        .where('address', '=', address)
        .execute();
    } else {
      await db.insertInto('login_failures').values({ tenant, account, address, at: now() }).execute();
    }
    return success;
  }

  return {
    attempt(username, address, check) {
      const key = `${accountKey(username)} ${address}`;
      const turn = (queues.get(key) ?? Promise.resolve()).then(() => attemptNow(username, address, check));
      const settled = turn.catch(() => {});
      queues.set(key, settled);
      void settled.then(() => {
        if (queues.get(key) === settled) queues.delete(key);
      });
      return turn;
    },
  };
}

/** What was typed is not kept: it may be a password in the wrong field. */
function accountKey(username: string): string {
  return createHash('sha256').update(username.toLowerCase()).digest('base64url');
}

/** When a lock by the latest failures ends, newest first; 0 when there were too few or they lie too far apart. */
function lockEnd(failures: readonly number[], limit: number): number {
  const newest = failures[0];
  const oldest = failures[limit - 1];
  if (newest === undefined || oldest === undefined || newest - oldest > WINDOW_MS) return 0;
  return newest + WINDOW_MS;
}

/** Removes failures that no longer count. */
export async function forgetOldFailures(db: Kysely<IdentityTables>, now: number): Promise<void> {
  await db
    .deleteFrom('login_failures')
    .where('at', '<', now - 2 * WINDOW_MS)
    .execute();
}
