import { createHash } from 'node:crypto';
import type { ConfigurationFile } from './schema/file.ts';

/** SHA-256 in hexadecimal: how a connector's key is kept. Keys are long and random, so no salt is needed. */
export const hashKey = (key: string): string => createHash('sha256').update(key).digest('hex');

/**
 * The file with hashes instead of passwords and keys. Users with the same password share one hash, so that a
 * large file with one initial password loads in seconds.
 * @param hashPassword encodes a password; called once per different password.
 */
export async function withoutSecrets(
  file: ConfigurationFile,
  hashPassword: (password: string) => Promise<string>,
): Promise<ConfigurationFile> {
  const passwords = new Set(file.users.flatMap((user) => user.password ?? []));
  const hashes = new Map(
    await Promise.all(
      [...passwords].map(async (password) => [password, await hashPassword(password)] as const),
    ),
  );
  return {
    ...file,
    users: file.users.map(({ password, ...user }) => ({
      ...user,
      passwordHash: password === undefined ? user.passwordHash : hashes.get(password),
    })),
    connectors: file.connectors.map(({ key, ...connector }) => ({
      ...connector,
      keyHash: key === undefined ? connector.keyHash : hashKey(key),
    })),
  };
}
