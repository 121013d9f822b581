import type { Kysely } from 'kysely';
import type { Directory, User } from '../configuration/directory.ts';
import type { Lockout } from './lockout.ts';
import { createPasswordVerifier } from './password.ts';
import type { IdentityTables } from './tables.ts';

/** Whether a password is a user's. `user` is undefined for names that nobody has. */
export type PasswordCheck = (username: string, password: string, user: User | undefined) => Promise<boolean>;

/** Username and password, as the sign-in page and POST /agent/login take them. */
export type Credentials = {
  /**
   * The user, or undefined when username and password do not belong together.
   * @param address where the attempt comes from, for the lock
   * @throws SignInError `locked` or `unavailable`
   */
  check(username: string, password: string, address: string): Promise<User | undefined>;
};

export function createCredentials(
  directory: () => Directory,
  lockout: Lockout,
  passwordCheck: PasswordCheck,
): Credentials {
  return {
    async check(username, password, address) {
      const user = directory().userByName(username);
      const right = await lockout.attempt(username, address, async () => {
        // The check runs for unknown names too, so that time tells nothing.
        const matches = await passwordCheck(username, password, user);
        return matches && user !== undefined;
      });
      return right ? user : undefined;
    },
  };
}

/** Checks against the passwords in our own database. */
export function ownPasswords(db: Kysely<IdentityTables>, tenant: string): PasswordCheck {
  const verifier = createPasswordVerifier();
  return async (_username, password, user) => {
    const row = await db
      .selectFrom('users')
      .select('password_hash')
      .where('tenant', '=', tenant)
      .where('id', '=', user?.id ?? '')
      .executeTakeFirst();
    return verifier.verify(password, row?.password_hash ?? null);
  };
}
