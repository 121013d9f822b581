import { isSupervisorOf } from '../world/world.ts';
import type { User, World } from '../world/model.ts';
import { textOf, type XmlNode } from '../xml/read.ts';
import { ApiError } from './api-error.ts';

/** The user of the path, who is the caller or in a team that the caller supervises. */
export function userOf(world: World, caller: User, id: string | undefined): User {
  const user = world.users.get(id ?? '');
  if (!user) throw new ApiError(404, 'User Not Found', 'There is no such user', id);
  if (user !== caller && !isSupervisorOf(caller, user)) {
    throw new ApiError(
      401,
      'Invalid Authorization User Specified',
      'The authenticated user and the user of the request differ',
      id,
    );
  }
  return user;
}

/** The user of the path, who has to be the caller. */
export function ownUser(world: World, caller: User, id: string | undefined): User {
  const user = userOf(world, caller, id);
  if (user !== caller) {
    throw new ApiError(401, 'Invalid Authorization User Specified', 'This is for the user alone', id);
  }
  return user;
}

/** The body, whose root has to have this name. */
export function bodyNamed(body: XmlNode | undefined, name: string): XmlNode {
  if (body?.name !== name) {
    throw new ApiError(400, 'Bad Request', `The body has to be an element ${name}`);
  }
  return body;
}

/** Texts of the body by name, without those that are not there. */
export function fields<T extends string>(body: XmlNode, names: readonly T[]): Partial<Record<T, string>> {
  const read: Partial<Record<T, string>> = {};
  for (const name of names) {
    const text = textOf(body, name);
    if (text !== undefined) read[name] = text;
  }
  return read;
}
