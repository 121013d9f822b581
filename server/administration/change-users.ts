/** Changes of people and keys in a configuration. Each gives a document that still has to be checked as a whole. */
import type { ConfigurationFile } from '../configuration/schema/file.ts';
import { AdministrationError } from './requests.ts';

/** A configuration before `parseConfiguration` has looked at it. */
export type Unchecked = Record<string, unknown>;

/** Adds a person. @throws AdministrationError when the name is taken. */
export function withUser(file: ConfigurationFile, user: Record<string, unknown>): Unchecked {
  const taken = file.users.some(({ username }) => sameName(username, String(user.username)));
  if (taken) throw new AdministrationError(`There is a user "${String(user.username)}" already.`);
  return { ...file, users: [...file.users, user] };
}

/** Changes the named keys of a person; null takes a key away. */
export function withChangedUser(
  file: ConfigurationFile,
  username: string,
  changes: Record<string, unknown>,
): Unchecked {
  requireUser(file, username);
  if ('username' in changes) {
    throw new AdministrationError('A user name cannot change: ids and history are made from it.');
  }
  const merged = (user: object) =>
    Object.fromEntries(Object.entries({ ...user, ...changes }).filter(([, value]) => value !== null));
  return {
    ...file,
    users: file.users.map((user) => (sameName(user.username, username) ? merged(user) : user)),
  };
}

/** Takes a person away. Queues that name the person as a member have to be changed first. */
export function withoutUser(file: ConfigurationFile, username: string): Unchecked {
  requireUser(file, username);
  return { ...file, users: file.users.filter((user) => !sameName(user.username, username)) };
}

/** Gives a connector a new key. The old one stays good until `previousUntil` (epoch ms), or not at all. */
export function withNewKey(
  file: ConfigurationFile,
  name: string,
  keyHash: string,
  previousUntil: number | null,
): Unchecked {
  const connector = file.connectors.find((candidate) => candidate.name === name);
  if (connector === undefined) {
    const known = file.connectors.map((candidate) => candidate.name).join(', ');
    throw new AdministrationError(`There is no connector "${name}" (there is: ${known || 'none'}).`);
  }
  const changed = {
    ...connector,
    keyHash,
    previousKey:
      previousUntil === null || connector.keyHash === undefined
        ? undefined
        : { hash: connector.keyHash, until: previousUntil },
  };
  return {
    ...file,
    connectors: file.connectors.map((candidate) => (candidate === connector ? changed : candidate)),
  };
}

/** The person of that name. @throws AdministrationError when there is none. */
export function requireUser(file: ConfigurationFile, username: string): ConfigurationFile['users'][number] {
  const user = file.users.find((candidate) => sameName(candidate.username, username));
  if (user === undefined) throw new AdministrationError(`There is no user "${username}".`);
  return user;
}

const sameName = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
