/** Where the data is, and how long is waited for it. */
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { address, orNull, text, wholeNumber } from './setting.ts';
import type { SettingsByName, ValuesOf } from './setting.ts';

export const STORAGE = {
  DATA_DIR: {
    shownDefault: './data',
    meaning: 'directory of the embedded database; one process at a time',
    schema: z.string().prefault('./data'),
  },
  FILES_DIR: {
    shownDefault: '`DATA_DIR`/files',
    meaning: 'directory of the files that agents and customers send each other',
    schema: text,
  },
  DATABASE_URL: {
    shownDefault: '',
    meaning: '`postgresql://…` (15 or newer) instead of the embedded database',
    schema: orNull(address('postgresql:', 'postgres:')),
    secret: true,
  },
  DATA_DIR_WAIT: {
    shownDefault: '5000',
    meaning: 'ms that a start waits for another process on `DATA_DIR` to end',
    schema: wholeNumber(5_000, 600_000),
  },
  DATABASE_TIMEOUT: {
    shownDefault: '5000',
    meaning: 'ms that a statement, a lock, a connection or a commit may take; then it is given up',
    schema: wholeNumber(5_000, 600_000, 100),
  },
  MAX_WAITING: {
    shownDefault: '20000',
    meaning: 'commands that may wait for the store at once; more are refused (`OVERLOADED`)',
    schema: wholeNumber(20_000, 10_000_000, 100),
  },
  REDIS_URL: {
    shownDefault: '',
    meaning:
      '`redis://…`: this process shares its contact centres with all others on the same `DATABASE_URL` ([docs/scaling.md](docs/scaling.md))',
    schema: orNull(address('redis:', 'rediss:')),
    secret: true,
  },
} as const satisfies SettingsByName;

/** What the settings of the store are to the server. */
export type StorageSettings = {
  /** Absolute. */
  dataDir: string;
  /** Absolute. */
  filesDir: string;
  databaseUrl: string | null;
  /** ms. */
  dataDirWaitMs: number;
  /** ms. */
  databaseTimeoutMs: number;
  /** Commands. */
  maxWaiting: number;
  redisUrl: string | null;
};

export function storageSettings(values: ValuesOf<typeof STORAGE>, cwd: string): StorageSettings {
  const dataDir = resolve(cwd, values.DATA_DIR);
  return {
    dataDir,
    filesDir: values.FILES_DIR === null ? join(dataDir, 'files') : resolve(cwd, values.FILES_DIR),
    databaseUrl: values.DATABASE_URL,
    dataDirWaitMs: values.DATA_DIR_WAIT,
    databaseTimeoutMs: values.DATABASE_TIMEOUT,
    maxWaiting: values.MAX_WAITING,
    redisUrl: values.REDIS_URL,
  };
}
