/** What an operator reads when the server does not start. */

/** Errors whose message is already the sentence: they are made for operators. */
const SPEAKING = new Set([
  'AdministrationError',
  'SettingsError',
  'ConfigurationError',
  'ContactCentreError',
  'DataDirectoryInUseError',
  'PortInUseError',
  'SchemaTooNewError',
  'SeveralTenantsError',
  'TenantOwnedElsewhereError',
]);

/** What the system says by code, in words. */
const SYSTEM: Record<string, string> = {
  EACCES: 'The system does not allow it',
  EADDRNOTAVAIL: 'HOST is not an address of this machine',
  ENOTFOUND: 'That host name is not known',
  ECONNREFUSED: 'Nobody answers at DATABASE_URL',
  ENOSPC: 'The disk is full',
  EROFS: 'The disk is read-only',
  // PostgreSQL's own codes.
  '28P01': 'The database refuses the password of DATABASE_URL',
  '28000': 'The database refuses the user of DATABASE_URL',
  '3D000': 'There is no such database as DATABASE_URL names',
};

/** One sentence where the operator can act on it; everything there is to know where it is a fault of ours. */
export function operatorSentence(error: unknown): string {
  if (!(error instanceof Error)) return `The server cannot go on: ${String(error)}`;
  if (SPEAKING.has(error.name)) return error.message;
  const [inner] = error instanceof AggregateError ? (error.errors as unknown[]) : [];
  const { code } = (inner instanceof Error ? inner : error) as NodeJS.ErrnoException;
  const words = code === undefined ? undefined : SYSTEM[code];
  if (words !== undefined) return `${words}: ${(inner instanceof Error ? inner : error).message}.`;
  return `The server cannot go on: ${error.stack ?? error.message}`;
}
