/** What is served, and what operators are told. */
import { resolve } from 'node:path';
import { z } from 'zod';
import { isLoopback } from '../loopback.ts';
import { orNull, text } from './setting.ts';
import type { SettingsByName, ValuesOf } from './setting.ts';

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export const OPERATION = {
  CONFIG_FILE: {
    shownDefault: '',
    meaning: 'the contact centre as one JSON file, read when the store is empty',
    schema: text,
  },
  DEMO: {
    shownDefault: 'on on loopback, else off',
    meaning: '`on` or `off`: load the demo contact centre into an empty store when there is no `CONFIG_FILE`',
    schema: orNull(z.enum(['on', 'off'], 'on or off')),
  },
  LOG_LEVEL: {
    shownDefault: 'info',
    meaning: '`trace`, `debug`, `info`, `warn`, `error`, `fatal` or `silent`',
    schema: z
      .string()
      .prefault('info')
      .pipe(z.enum(LOG_LEVELS, `one of ${LOG_LEVELS.join(', ')}`)),
  },
  METRICS_TOKEN: {
    shownDefault: '',
    meaning: 'Bearer token for `/metrics`; without one only loopback addresses may read it',
    schema: orNull(z.string().min(16, 'at least 16 characters long')),
    secret: true,
  },
} as const satisfies SettingsByName;

/** What these settings are to the server. */
export type OperationSettings = {
  /** Absolute. */
  configFile: string | null;
  demo: boolean;
  logLevel: LogLevel;
  metricsToken: string | null;
};

/** `host` is where the server listens: only there the demo goes without saying. */
export function operationSettings(
  values: ValuesOf<typeof OPERATION>,
  { cwd, host }: { cwd: string; host: string },
): OperationSettings {
  return {
    configFile: values.CONFIG_FILE === null ? null : resolve(cwd, values.CONFIG_FILE),
    demo: values.DEMO === null ? isLoopback(host) : values.DEMO === 'on',
    logLevel: values.LOG_LEVEL,
    metricsToken: values.METRICS_TOKEN,
  };
}
