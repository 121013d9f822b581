/** What is served, and what operators are told. */
import { resolve } from 'node:path';
import { z } from 'zod';
import { isLoopback } from '../loopback.ts';
import { address, listOf, orNull, text } from './setting.ts';
import type { SettingsByName, ValuesOf } from './setting.ts';
import { SettingsError } from './settings-error.ts';

/** A tenant that is served, and the origin at which browsers reach it; null: the server's own (`PUBLIC_URL`). */
export type NamedTenant = { id: string; origin: string | null };

const TENANT = /^([a-z0-9][a-z0-9-]{0,62})(?:=(https?:\/\/[^\s/?#]+))?$/;

const tenantSchema = z
  .string()
  .refine((word) => {
    const origin = TENANT.exec(word)?.[2];
    return TENANT.test(word) && (origin === undefined || URL.canParse(origin));
  }, 'names of contact centres, each alone or with its origin, like north=https://north.example.org')
  .transform((word): NamedTenant => {
    const [, id = '', origin] = TENANT.exec(word) ?? [];
    return { id, origin: origin === undefined ? null : new URL(origin).origin };
  });

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export const OPERATION = {
  TENANTS: {
    shownDefault: 'the one in the store',
    meaning:
      'the contact centres that this process serves: `north south`, or each with its own origin: `north=https://north.example.org south=https://south.example.org`',
    schema: listOf(tenantSchema),
  },
  CONFIG_FILE: {
    shownDefault: '',
    meaning:
      'the contact centre as one JSON file, read when the store is empty; `{tenant}` in it stands for each of `TENANTS`',
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
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    shownDefault: '',
    meaning:
      'a collector of OpenTelemetry (OTLP over HTTP, `http://collector:4318`): each command’s way through gateway, node, core and commit is sent there',
    schema: orNull(address('http:', 'https:')),
  },
  OTEL_TRACES_SAMPLER_ARG: {
    shownDefault: '1',
    meaning: 'the share of commands that are traced, 0 to 1',
    schema: z
      .string()
      .regex(/^(?:0|1|0?\.\d{1,6})$/, 'a number from 0 to 1')
      .prefault('1')
      .transform(Number),
  },
} as const satisfies SettingsByName;

/** What these settings are to the server. */
export type OperationSettings = {
  /** Empty: the only tenant in the store. Nothing that names a tenant: it is for the first. */
  tenants: readonly NamedTenant[];
  /** Absolute; may have `{tenant}` in it. */
  configFile: string | null;
  demo: boolean;
  logLevel: LogLevel;
  metricsToken: string | null;
  /** Where traces go, and of which share of the commands; null: nobody traces. */
  tracing: { endpoint: string; share: number } | null;
};

/** `host` is where the server listens: only there the demo goes without saying. */
export function operationSettings(
  values: ValuesOf<typeof OPERATION>,
  { cwd, host }: { cwd: string; host: string },
): OperationSettings {
  const tenants = values.TENANTS;
  for (const what of ['id', 'origin'] as const) {
    const given = tenants.flatMap((tenant) => tenant[what] ?? []);
    const twice = given.find((one, index) => given.indexOf(one) !== index);
    if (twice !== undefined) throw new SettingsError(`TENANTS names ${twice} twice.`);
  }
  return {
    tenants,
    configFile: values.CONFIG_FILE === null ? null : resolve(cwd, values.CONFIG_FILE),
    demo: values.DEMO === null ? isLoopback(host) : values.DEMO === 'on',
    logLevel: values.LOG_LEVEL,
    metricsToken: values.METRICS_TOKEN,
    tracing:
      values.OTEL_EXPORTER_OTLP_ENDPOINT === null
        ? null
        : { endpoint: values.OTEL_EXPORTER_OTLP_ENDPOINT, share: values.OTEL_TRACES_SAMPLER_ARG },
  };
}
