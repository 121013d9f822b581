import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import { forgetOldDeskPlaces } from './desks-elsewhere.ts';
import { forgetOldPlaces } from './known-places.ts';
import { forgetOldFailures } from './lockout.ts';
import { forgetExpiredEntries } from './provider/adapter.ts';
import type { SignIns } from './sign-ins.ts';
import type { IdentityTables } from './identity-tables.ts';

const EVERY_MS = 10 * 60_000;

/** Removes rows that have run out, now and then. Nothing depends on it: every reader looks at the time itself. */
export function startSweeper(
  db: Kysely<IdentityTables>,
  signIns: SignIns,
  logger: Logger,
): { stop: () => void } {
  const sweep = async () => {
    try {
      await signIns.sweep();
      await forgetOldFailures(db, Date.now());
      await forgetOldPlaces(db, Date.now());
      await forgetOldDeskPlaces(db, Date.now());
      await forgetExpiredEntries(db, Date.now());
    } catch (error) {
      logger.warn({ err: error }, 'old sign-ins could not be removed');
    }
  };
  const timer = setInterval(() => void sweep(), EVERY_MS);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
