import type { ConfigurationFile } from '../configuration/schema/file.ts';
import type { Unchecked } from './change-users.ts';

/**
 * The file with the passwords and keys that are in use now. A file's passwords are those of the first day: who
 * has changed a password, or rotated a key, keeps it when the file is applied again.
 */
export function keepSecrets(current: ConfigurationFile, next: ConfigurationFile): Unchecked {
  const users = new Map(current.users.map((user) => [user.username.toLowerCase(), user]));
  const connectors = new Map(current.connectors.map((connector) => [connector.name, connector]));
  return {
    ...next,
    users: next.users.map((user) => {
      const known = users.get(user.username.toLowerCase());
      if (known?.passwordHash === undefined) return user;
      return { ...user, password: undefined, passwordHash: known.passwordHash };
    }),
    connectors: next.connectors.map((connector) => {
      const known = connectors.get(connector.name);
      if (known === undefined) return connector;
      return { ...connector, key: undefined, keyHash: known.keyHash, previousKey: known.previousKey };
    }),
  };
}
