/** Which contact centre is served: the one in the store, or else the one that fills it. */
import type { Kysely } from 'kysely';
import { loadConfiguration } from './configuration/load.ts';
import type { Configuration } from './configuration/load.ts';
import { parseConfiguration } from './configuration/parse.ts';
import { readConfigurationFile } from './configuration/read-file.ts';
import type { ConfigurationFile } from './configuration/schema/file.ts';
import { matchesEncoded } from './configuration/password.ts';
import type { InAllLanguages } from './identity/provider/words/words.ts';
import { isLoopback } from './loopback.ts';
import type { Settings } from './settings/settings.ts';
import type { Schema } from './store/schema.ts';

/** Tenant and password of the demo, which everybody knows. */
const DEMO_TENANT = 'demo';
const DEMO_PASSWORD = 'demo';

/** Shown on the sign-in page of the demo. */
export const DEMO_NOTICE: InAllLanguages = {
  en: 'Demo: agent1 to agent6, supervisor1, supervisor2 or admin1, password demo.',
  de: 'Demo: agent1 bis agent6, supervisor1, supervisor2 oder admin1, Passwort demo.',
  es: 'Demo: agent1 a agent6, supervisor1, supervisor2 o admin1, contraseña demo.',
  fr: 'Démo\u00a0: agent1 à agent6, supervisor1, supervisor2 ou admin1, mot de passe demo.',
  it: 'Demo: da agent1 ad agent6, supervisor1, supervisor2 o admin1, password demo.',
  ur: 'ڈیمو: agent1 تا agent6، supervisor1، supervisor2 یا admin1، پاس ورڈ demo۔',
  ar: 'للتجربة: من agent1 إلى agent6 أو supervisor1 أو supervisor2 أو admin1، وكلمة المرور demo.',
};

/** There is no contact centre to serve, or none that may be served here; the message is for the operator. */
export class ContactCentreError extends Error {
  override readonly name = 'ContactCentreError';
}

/**
 * Reads the contact centre of a tenant; fills an empty store from `CONFIG_FILE`, or with the demo.
 * @param tenant null: the only one in the store
 */
export async function readContactCentre(
  db: Kysely<Schema>,
  settings: Settings,
  tenant: string | null,
): Promise<Configuration> {
  const configuration = await loadConfiguration(db, tenant, () => firstConfiguration(settings, tenant));
  if (await isOpenDemo(configuration, settings)) {
    throw new ContactCentreError(
      'The store holds the demo contact centre, whose passwords everybody knows, and HOST is not a loopback ' +
        'address: use a store of its own (DATA_DIR or DATABASE_URL), or set DEMO=on to serve the demo all the same.',
    );
  }
  return configuration;
}

/** Whether the people who may sign in are the demo's: then the start shows their names. */
export function isDemo(configuration: Configuration, settings: Settings): boolean {
  return settings.demo && settings.configFile === null && configuration.tenant === DEMO_TENANT;
}

/** `CONFIG_FILE` of a tenant, or null when there is none. */
export function configFileOf({ configFile }: Pick<Settings, 'configFile'>, tenant: string): string | null {
  return configFile?.replaceAll('{tenant}', tenant) ?? null;
}

async function firstConfiguration(settings: Settings, tenant: string | null): Promise<ConfigurationFile> {
  const file = tenant === null ? settings.configFile : configFileOf(settings, tenant);
  if (file !== null) return readConfigurationFile(file);
  if (!settings.demo || (tenant !== null && tenant !== DEMO_TENANT)) {
    const what = tenant === null ? 'The store is empty' : `The store has no tenant ${tenant}`;
    throw new ContactCentreError(
      `${what}: name the contact centre with CONFIG_FILE, or set DEMO=on for the demo.`,
    );
  }
  const { default: demo } = await import('./demo.json', { with: { type: 'json' } });
  return parseConfiguration(demo);
}

/** Only looked at where others can reach it and our own passwords count: the check costs a key derivation. */
async function isOpenDemo(configuration: Configuration, settings: Settings): Promise<boolean> {
  if (settings.demo || settings.oidc !== null || isLoopback(settings.host)) return false;
  const hash = configuration.file.users.find((user) => user.passwordHash !== undefined)?.passwordHash;
  return hash !== undefined && matchesEncoded(DEMO_PASSWORD, hash);
}
