/** Tenants behind one address are told apart by what customers and connectors show: it must not be the same for two. */
import type { ConfigurationFile } from '../configuration/schema/file.ts';
import { hashKey } from '../configuration/secrets.ts';

/** What of a configuration is looked at. */
export type Shown = Pick<ConfigurationFile, 'tenant' | 'channels' | 'connectors'>;

/** A sentence about the first thing by which two of these tenants could be confused, or null. */
export function whatTenantsShare(files: readonly Shown[]): string | null {
  const owners = new Map<string, string>();
  for (const file of files) {
    for (const what of new Set(shownOf(file))) {
      const owner = owners.get(what);
      if (owner !== undefined) return `The tenants ${owner} and ${file.tenant} must not share ${what}.`;
      owners.set(what, file.tenant);
    }
  }
  return null;
}

/** Connectors name their channel beside their key, so their service identifiers may be those of other tenants. */
function shownOf({ channels, connectors }: Shown): string[] {
  return [
    ...channels
      .filter(({ type }) => type === 'WEB')
      .map(({ serviceIdentifier }) => `the service identifier "${serviceIdentifier}" of a web channel`),
    ...connectors.map(
      ({ key, keyHash = hashKey(key ?? '') }) => `the key of a connector (SHA-256 ${keyHash.slice(0, 12)}…)`,
    ),
  ];
}
