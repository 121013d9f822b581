import type { Kysely } from 'kysely';
import type { Directory, User } from '../configuration/directory.ts';
import type { Caller } from './caller.ts';
import { SignInError } from './errors.ts';
import type { Known, KnownPlaces } from './known-places.ts';
import type { Lockout } from './lockout.ts';
import type { PasswordVerifier } from './password-verifier.ts';
import type { SecurityLog } from '../security-log.ts';
import type { IdentityTables } from './identity-tables.ts';
import type { Work } from './work-queue.ts';

/** Whether a password is a user's. `user` is undefined for names that nobody has. */
export type PasswordCheck = (
  username: string,
  password: string,
  user: User | undefined,
  work: Omit<Work, 'optional'>,
) => Promise<boolean>;

/** Username and password, as the sign-in page and POST /agent/login take them. */
export type Credentials = {
  /**
   * The user, or undefined when username and password do not belong together.
   * @throws SignInError `locked`, `network-locked`, `busy` or `unavailable`
   */
  check(username: string, password: string, from: Caller): Promise<User | undefined>;
};

const NOWHERE: Known = { device: false, network: false };

export function createCredentials(
  directory: () => Directory,
  lockout: Lockout,
  places: KnownPlaces,
  passwordCheck: PasswordCheck,
): Credentials {
  return {
    async check(username, password, from) {
      const user = directory().userByName(username);
      const known = user === undefined ? NOWHERE : await places.known(user.id, from);
      const work = { known: known.device || known.network, network: from.network };
      const right = await lockout.attempt(username, from, known, async () => {
        // The check runs for unknown names too, so that time tells nothing.
        const matches = await passwordCheck(username, password, user, work);
        return matches && user !== undefined;
      });
      if (!right || user === undefined) return undefined;
      await places.remember(user.id, from);
      return user;
    },
  };
}

/** Checks against the passwords in our own database. */
export function ownPasswords(
  db: Kysely<IdentityTables>,
  tenant: string,
  verifier: PasswordVerifier,
): PasswordCheck {
  return async (_username, password, user, work) => {
    const row = await db
      .selectFrom('users')
      .select('password_hash')
      .where('tenant', '=', tenant)
      .where('id', '=', user?.id ?? '')
      .executeTakeFirst();
    return verifier.verify(password, row?.password_hash ?? null, work);
  };
}

/** Tells the security log how attempts end that did not succeed. */
export function loggedCredentials(
  credentials: Credentials,
  directory: () => Directory,
  log: SecurityLog,
): Credentials {
  return {
    async check(username, password, caller) {
      const user = directory().userByName(username);
      // The name of an unknown account is not told: it may be a password in the wrong field.
      const who = { userId: user?.id, username: user?.username, client: caller };
      try {
        const found = await credentials.check(username, password, caller);
        if (found === undefined) log('sign-in-failed', { ...who, reason: 'bad-credentials' });
        return found;
      } catch (error) {
        const reason = error instanceof SignInError ? error.reason : 'unavailable';
        const locked = reason === 'locked' || reason === 'network-locked';
        log(locked ? 'sign-in-locked' : 'sign-in-failed', { ...who, reason });
        throw error;
      }
    },
  };
}
