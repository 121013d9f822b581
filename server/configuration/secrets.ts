import { createHash } from 'node:crypto';
import type { ConfigurationFile } from './schema/file.ts';

/** SHA-256 in hexadecimal: how a connector's key is kept. Keys are long and random, so no salt is needed. */
export const hashKey = (key: string): string => createHash('sha256').update(key).digest('hex');

/** The file with hashes instead of passwords and keys. Each password gets a hash, and a salt, of its own. */
export async function withoutSecrets(
  file: ConfigurationFile,
  hashPassword: (password: string) => Promise<string>,
): Promise<ConfigurationFile> {
  return {
    ...file,
    users: await Promise.all(
      file.users.map(async ({ password, ...user }) => ({
        ...user,
        passwordHash: password === undefined ? user.passwordHash : await hashPassword(password),
      })),
    ),
    connectors: file.connectors.map(({ key, ...connector }) => ({
      ...connector,
      keyHash: key === undefined ? connector.keyHash : hashKey(key),
    })),
  };
}
