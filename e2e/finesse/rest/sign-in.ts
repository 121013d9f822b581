import type { User, World } from '../world/model.ts';
import { userByName } from '../world/world.ts';
import { ApiError } from './api-error.ts';

/** Checks the password of a notification link: with single sign-on it is the user's token. */
export function checkLinkPassword(world: World, name: string, password: string): User | undefined {
  const owner = world.settings.authMode === 'NON_SSO' ? undefined : world.tokens.get(password);
  if (owner !== undefined) return userByName(world, name)?.id === owner ? world.users.get(owner) : undefined;
  return world.settings.authMode === 'SSO' ? undefined : checkPassword(world, name, password);
}

/** Checks id (or name) and password; five wrong ones in a row lock the user for a while. */
function checkPassword(world: World, name: string, password: string): User | undefined {
  const user = userByName(world, name);
  if (!user) return undefined;
  const now = Date.now();
  if (user.lockedUntil > now) return undefined;
  if (user.password === password) {
    user.failedPasswords = 0;
    return user;
  }
  user.failedPasswords += 1;
  if (user.failedPasswords >= world.settings.failedPasswords) {
    user.lockedUntil = now + world.settings.lockedFor;
    user.failedPasswords = 0;
  }
  return undefined;
}

/** Whom the header `Authorization` stands for; refuses when it does not. */
export function authorise(world: World, header: string | undefined): User {
  const [scheme = '', value = ''] = (header ?? '').split(' ');
  const { authMode } = world.settings;
  let user: User | undefined;
  if (scheme.toLowerCase() === 'basic' && authMode !== 'SSO') {
    const text = Buffer.from(value, 'base64').toString('utf8');
    const colon = text.indexOf(':');
    user = checkPassword(world, text.slice(0, colon), text.slice(colon + 1));
  } else if (scheme.toLowerCase() === 'bearer' && authMode !== 'NON_SSO') {
    user = world.users.get(world.tokens.get(value) ?? '');
  }
  if (!user) {
    throw new ApiError(
      401,
      'Authorization Failure',
      'The user is not authorized to perform this operation',
      '3',
    );
  }
  return user;
}
