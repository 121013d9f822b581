/**
 * Every setting of the server, read from the environment. A wrong value stops the start with one sentence
 * (`SettingsError`) that names the setting and what it must be. The table in README.md is checked against
 * `SETTINGS`.
 */
import type { z } from 'zod';
import { isLoopback } from '../loopback.ts';
import { FINESSE, finesseSettings } from './finesse-settings.ts';
import type { FinesseSettings } from './finesse-settings.ts';
import { LIMITS, limitSettings } from './limit-settings.ts';
import type { LimitSettings } from './limit-settings.ts';
import { MAIL, mailSettings } from './mail-settings.ts';
import type { MailSettings } from './mail-settings.ts';
import { NETWORK, networkSettings } from './network-settings.ts';
import type { NetworkSettings } from './network-settings.ts';
import { OPERATION, operationSettings } from './operation-settings.ts';
import type { OperationSettings } from './operation-settings.ts';
import { PUSH, pushSettings } from './push-settings.ts';
import type { PushSettings } from './push-settings.ts';
import { wordsIn } from './setting.ts';
import type { Setting, SettingsByName, ValuesOf } from './setting.ts';
import { SettingsError } from './settings-error.ts';
import { SIGN_IN, signInSettings } from './sign-in-settings.ts';
import type { SignInSettings } from './sign-in-settings.ts';
import { STORAGE, storageSettings } from './storage-settings.ts';
import type { StorageSettings } from './storage-settings.ts';

/** All settings by name, in the order of the README's table. */
export const SETTINGS = {
  ...NETWORK,
  ...STORAGE,
  ...OPERATION,
  ...SIGN_IN,
  ...FINESSE,
  ...MAIL,
  ...PUSH,
  ...LIMITS,
};

/** The settings as the server uses them: parsed, checked, defaults filled in. */
export type Settings = NetworkSettings &
  StorageSettings &
  OperationSettings &
  SignInSettings &
  FinesseSettings &
  MailSettings &
  PushSettings &
  LimitSettings;

type Environment = Record<string, string | undefined>;

/**
 * Reads the settings from an environment; empty values count as absent. Relative paths start at `cwd`.
 * @throws SettingsError for the first wrong one
 */
export function readSettings(environment: Environment, cwd = process.cwd()): Settings {
  const network = networkSettings(valuesOf(NETWORK, environment));
  const settings = {
    ...network,
    ...storageSettings(valuesOf(STORAGE, environment), cwd),
    ...operationSettings(valuesOf(OPERATION, environment), { cwd, host: network.host }),
    ...signInSettings(valuesOf(SIGN_IN, environment)),
    ...finesseSettings(valuesOf(FINESSE, environment), { cwd }),
    ...mailSettings(valuesOf(MAIL, environment)),
    ...pushSettings(valuesOf(PUSH, environment), { cwd, publicUrl: network.publicUrl }),
    ...limitSettings(valuesOf(LIMITS, environment)),
  };
  checkTenants(settings);
  checkNodes(settings);
  return settings;
}

/** Several tenants have nothing in common that would let people of one come into another. */
function checkTenants({ tenants, configFile, oidc }: Settings): void {
  if (tenants.length < 2) return;
  const shared: [name: string, value: string | undefined][] = [
    ['CONFIG_FILE', configFile ?? undefined],
    ['OIDC_REALM', oidc?.realm],
  ];
  for (const [name, value] of shared) {
    if (value?.includes('{tenant}') === false) {
      throw new SettingsError(`TENANTS names several tenants, so ${name} must have {tenant} in it.`);
    }
  }
}

/** Several processes meet in one database. */
function checkNodes({ redisUrl, databaseUrl }: Settings): void {
  if (redisUrl !== null && databaseUrl === null) {
    throw new SettingsError('REDIS_URL is for several processes on one database, so it needs DATABASE_URL.');
  }
}

function valuesOf<T extends SettingsByName>(settings: T, environment: Environment): ValuesOf<T> {
  const values: Record<string, unknown> = {};
  for (const [name, setting] of Object.entries(settings)) {
    const value = environment[name]?.trim() ?? '';
    const parsed = setting.schema.safeParse(value === '' ? undefined : value);
    if (!parsed.success) throw refusal(name, setting, value, parsed.error);
    values[name] = parsed.data;
  }
  // Each value is what the schema of its name gave.
  return values as ValuesOf<T>;
}

function refusal(name: string, { secret }: Setting, value: string, { issues }: z.ZodError): SettingsError {
  const [issue] = issues;
  const allowed = issue?.message ?? 'different';
  // The value is not repeated: a connection string may carry a password.
  if (secret === true) return new SettingsError(`${name} must be ${allowed}.`);
  const at = issue?.path[0];
  const wrong = typeof at === 'number' ? wordsIn(value)[at] : value;
  return new SettingsError(`${name} is ${JSON.stringify(wrong)}, but must be ${allowed}.`);
}

/** What an operator should know about settings that work but are unwise; said once at start. */
export function settingsWarnings(settings: Settings): string[] {
  const warnings: string[] = [];
  const open = !isLoopback(settings.host);
  if (open && settings.demo) {
    warnings.push(`DEMO is on while HOST is ${settings.host}: everybody knows the demo's passwords.`);
  }
  if (open && settings.publicUrl === null) {
    warnings.push(
      'PUBLIC_URL is not set while HOST is not a loopback address: people on other machines cannot sign in.',
    );
  }
  const [, ...others] = settings.tenants;
  const homeless = others.find(({ origin }) => origin === null);
  if (homeless !== undefined) {
    warnings.push(
      `TENANTS gives ${homeless.id} no origin of its own: its desk's page cannot be reached, only what names it.`,
    );
  }
  if (settings.publicUrl?.startsWith('http:') === true && !isLoopback(new URL(settings.publicUrl).hostname)) {
    warnings.push(
      'PUBLIC_URL is not https: passwords travel in the clear, and browsers refuse the sign-in of the desk.',
    );
  }
  if (settings.redisUrl !== null && settings.publicUrl === null) {
    warnings.push(
      'PUBLIC_URL is not set while REDIS_URL is: who signs in at one process is unknown to the others.',
    );
  }
  return warnings;
}
