/**
 * Gives the passwords of a freshly loaded file their full strength (`password.ts`): one after the other, in the
 * background, when the process has little to do. A restart goes on where it stopped.
 */
import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import { QUICK_PATTERN, strengthenPassword } from '../configuration/password.ts';
import type { IdentityTables } from './identity-tables.ts';

/** The start, and whoever measures it, is left alone for so long. */
const FIRST_AFTER_MS = 5 * 60_000;
const PAUSE_MS = 2_000;
/** Share of one core that others use, above which the work waits. */
const BUSY_SHARE = 0.1;

type Options = { firstAfterMs?: number; pauseMs?: number; busyShare?: number };

/** Strengthens one password that is not strong yet; false when there is none. */
async function strengthenOne(db: Kysely<IdentityTables>, tenant: string): Promise<boolean> {
  const row = await db
    .selectFrom('users')
    .select(['id', 'password_hash'])
    .where('tenant', '=', tenant)
    .where('password_hash', 'like', QUICK_PATTERN)
    .limit(1)
    .executeTakeFirst();
  if (row?.password_hash == null) return false;
  const strong = await strengthenPassword(row.password_hash);
  await db
    .updateTable('users')
    .set({ password_hash: strong })
    .where('tenant', '=', tenant)
    .where('id', '=', row.id)
    // Nobody has changed it meanwhile.
    .where('password_hash', '=', row.password_hash)
    .execute();
  return true;
}

/** Begins the work, and looks now and then for passwords of a file that was loaded later. */
export function startStrengthening(
  db: Kysely<IdentityTables>,
  tenant: string,
  logger: Logger,
  { firstAfterMs = FIRST_AFTER_MS, pauseMs = PAUSE_MS, busyShare = BUSY_SHARE }: Options = {},
): { stop: () => void } {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let used = process.cpuUsage();
  let since = performance.now();

  const rest = (ms: number): void => {
    used = process.cpuUsage();
    since = performance.now();
    timer = setTimeout(() => void work(), ms);
    timer.unref();
  };
  const isBusy = () => {
    const { user, system } = process.cpuUsage(used);
    return (user + system) / 1000 / (performance.now() - since) > busyShare;
  };
  const work = async (): Promise<void> => {
    let more = true;
    try {
      if (!isBusy()) more = await strengthenOne(db, tenant);
    } catch (error) {
      logger.debug({ err: error }, 'a password could not be strengthened yet');
    }
    if (!stopped) rest(more ? pauseMs : firstAfterMs);
  };
  rest(firstAfterMs);
  return {
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
