import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { hashPassword, matchesEncoded } from '../configuration/password.ts';
import type { WorkQueue, Work } from './work-queue.ts';

/** Checks passwords against their encoded form. */
export type PasswordVerifier = {
  /**
   * Whether the password is the one that was encoded. Without an encoded password (nobody of that name, or no
   * password set) the answer is no, after about the same time.
   * @throws SignInError `busy` when too many wait already
   */
  verify(password: string, encoded: string | null, work: Omit<Work, 'optional'>): Promise<boolean>;
};

const REMEMBER_MS = 60_000;
const REMEMBER_AT_MOST = 1000;

/**
 * A verifier that remembers the last right password of an encoded one for a minute, as an HMAC under a key
 * that dies with the process: desks often sign in again, from several places. A wrong password always costs the
 * full work.
 *
 * For a name that nobody has, the work is done only to take the same time. When there is no room for it, the
 * answer waits as long as the last check took, and no core has to work: whoever makes up names slows nobody down.
 */
export function createPasswordVerifier(
  queue: WorkQueue,
  now: () => number = () => performance.now(),
): PasswordVerifier {
  const secret = randomBytes(32);
  const right = new Map<string, { digest: Buffer; until: number }>();
  let nobody: Promise<string> | undefined;

  async function decoy(password: string, work: Omit<Work, 'optional'>): Promise<false> {
    const target = await (nobody ??= hashPassword(randomBytes(32).toString('hex')));
    const done = await queue.run({ ...work, optional: true }, () => matchesEncoded(password, target));
    if (done === 'skipped') await pause(queue.lastMs());
    return false;
  }

  return {
    async verify(password, encoded, work) {
      if (encoded === null) return decoy(password, work);
      const digest = createHmac('sha256', secret).update(encoded).update('\u0000').update(password).digest();
      const remembered = right.get(encoded);
      if (
        remembered !== undefined &&
        remembered.until > now() &&
        timingSafeEqual(remembered.digest, digest)
      ) {
        return true;
      }
      if ((await queue.run(work, () => matchesEncoded(password, encoded))) !== true) return false;
      if (right.size >= REMEMBER_AT_MOST) right.clear();
      right.set(encoded, { digest, until: now() + REMEMBER_MS });
      return true;
    },
  };
}
