import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { SignInError } from './errors.ts';
import type { Known } from './known-places.ts';
import { deviceKey } from './known-places.ts';
import type { Caller } from './caller.ts';
import type { IdentityTables } from './identity-tables.ts';

/** Within this time failures count, and for as long a lock holds (D4). */
const WINDOW_MS = 5 * 60_000;
const FAILURES_PER_PLACE = 5;
const FAILURES_FROM_ANYWHERE = 50;
/** The machine itself signs a whole contact centre in, in tests and measurements. */
const LOCAL_FACTOR = 50;
/** Attempts at one account from one place that wait for each other; more are refused at once. */
const MOST_IN_A_ROW = 10;
const RETRY_MS = 1_000;
/** Failures that lie further ahead (ms) were noted before the wall clock was set back: they lock nobody out. */
const AHEAD_MS = 60_000;

/**
 * Locks accounts against guessing. Failures stand in the database: a restart forgives nothing.
 *
 * Failures are counted by account and place: the browser when the account knows it, else the network. Those of
 * strangers lock the account, or their network, for strangers only; whoever comes from a known place has a count
 * of their own.
 */
export type Lockout = {
  /**
   * Runs one attempt; false counts as a failure, an error does not. Attempts at the same account from the same
   * place follow each other, so that a hundred at once are no more than a hundred in a row.
   * @throws SignInError `locked` or `network-locked`, with the time until the lock ends; `busy`
   */
  attempt(
    username: string,
    from: Pick<Caller, 'network' | 'local' | 'device'>,
    known: Known,
    check: () => Promise<boolean>,
  ): Promise<boolean>;
};

type LockoutOptions = {
  db: Kysely<IdentityTables>;
  tenant: string;
  /** Failures of one network, all accounts together, after which strangers there are refused; 0 is off. */
  failuresPerNetwork: number;
  /** Epoch ms. */
  now?: () => number;
};

export function createLockout({
  db,
  tenant,
  failuresPerNetwork,
  now = () => Date.now(),
}: LockoutOptions): Lockout {
  const rows = new Map<string, { tail: Promise<unknown>; length: number }>();

  async function accountLockedFor(account: string, place: string, known: boolean): Promise<number> {
    const failures = await db
      .selectFrom('login_failures')
      .select(['at', 'address'])
      .where('tenant', '=', tenant)
      .where('account', '=', account)
      .where('at', '>', now() - 2 * WINDOW_MS)
      .where('at', '<=', now() + AHEAD_MS)
      .orderBy('at', 'desc')
      .limit(2 * FAILURES_FROM_ANYWHERE)
      .execute();
    const here = failures.filter((failure) => failure.address === place).map(({ at }) => at);
    const until = [lockEnd(here, FAILURES_PER_PLACE)];
    if (!known) {
      const anywhere = failures.map(({ at }) => at);
      until.push(lockEnd(anywhere, FAILURES_FROM_ANYWHERE));
    }
    return Math.max(0, Math.max(...until) - now());
  }

  async function networkLockedFor(network: string, local: boolean): Promise<number> {
    const limit = failuresPerNetwork * (local ? LOCAL_FACTOR : 1);
    if (limit === 0) return 0;
    const decisive = await db
      .selectFrom('login_failures')
      .select('at')
      .where('tenant', '=', tenant)
      .where('address', '=', network)
      .where('at', '>', now() - WINDOW_MS)
      .where('at', '<=', now() + AHEAD_MS)
      .orderBy('at', 'desc')
      .offset(limit - 1)
      .limit(1)
      .executeTakeFirst();
    return decisive === undefined ? 0 : Math.max(0, decisive.at + WINDOW_MS - now());
  }

  const attempt: Lockout['attempt'] = async (username, from, known, check) => {
    const account = accountKey(username);
    const place = placeOf(from, known);
    const trusted = known.device || known.network;
    const wait = await accountLockedFor(account, place, trusted);
    if (wait > 0) throw new SignInError('locked', wait);
    const networkWait = trusted ? 0 : await networkLockedFor(from.network, from.local);
    if (networkWait > 0) throw new SignInError('network-locked', networkWait);
    const success = await check();
    if (success) {
      await db
        .deleteFrom('login_failures')
        .where('tenant', '=', tenant)
        .where('account', '=', account)
        .where('address', '=', place)
        .execute();
    } else {
      await db.insertInto('login_failures').values({ tenant, account, address: place, at: now() }).execute();
    }
    return success;
  };

  return {
    attempt(username, from, known, check) {
      const key = `${accountKey(username)} ${placeOf(from, known)}`;
      const row = rows.get(key) ?? { tail: Promise.resolve(), length: 0 };
      if (row.length >= MOST_IN_A_ROW) return Promise.reject(new SignInError('busy', RETRY_MS));
      const turn = row.tail.then(() => attempt(username, from, known, check));
      row.length += 1;
      row.tail = turn.then(
        () => leave(key, row),
        () => leave(key, row),
      );
      rows.set(key, row);
      return turn;
    },
  };

  function leave(key: string, row: { length: number }): void {
    row.length -= 1;
    if (row.length === 0) rows.delete(key);
  }
}

/** What failures are counted by, beside the account. */
function placeOf(from: Pick<Caller, 'network' | 'device'>, known: Known): string {
  return known.device && from.device !== null ? deviceKey(from.device) : from.network;
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
