/** Where the data is, and how long is waited for it. */
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { address, orNull, text, wholeNumber } from './setting.ts';
import type { SettingsByName, ValuesOf } from './setting.ts';
import { SettingsError } from './settings-error.ts';

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
  FILES_S3_URL: {
    shownDefault: '',
    meaning:
      'a bucket of a service that speaks S3, for these files instead of the directory: `https://s3.example.org/bucket` or `https://bucket.s3.eu-central-1.amazonaws.com`; needs the next two',
    schema: orNull(address('https:', 'http:')),
  },
  FILES_S3_KEY_ID: {
    shownDefault: '',
    meaning: 'the access key that may read, write, delete and list there',
    schema: text,
  },
  FILES_S3_SECRET: {
    shownDefault: '',
    meaning: 'its secret',
    schema: text,
    secret: true,
  },
  FILES_S3_REGION: {
    shownDefault: 'us-east-1',
    meaning: 'the region that requests are signed for',
    schema: z
      .string()
      .regex(/^[a-z0-9-]{1,64}$/u, 'the name of a region')
      .prefault('us-east-1'),
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

/** Where a bucket is, and who may read and write there. */
type FilesBucket = { url: string; region: string; keyId: string; secret: string };

/** What the settings of the store are to the server. */
export type StorageSettings = {
  /** Absolute. */
  dataDir: string;
  /** Absolute. */
  filesDir: string;
  /** Where files are instead of `filesDir`; what arrives is still looked at there. */
  filesBucket: FilesBucket | null;
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
    filesBucket: filesBucket(values),
    databaseUrl: values.DATABASE_URL,
    dataDirWaitMs: values.DATA_DIR_WAIT,
    databaseTimeoutMs: values.DATABASE_TIMEOUT,
    maxWaiting: values.MAX_WAITING,
    redisUrl: values.REDIS_URL,
  };
}

function filesBucket(values: ValuesOf<typeof STORAGE>): FilesBucket | null {
  const { FILES_S3_URL: url, FILES_S3_REGION: region } = values;
  const { FILES_S3_KEY_ID: keyId, FILES_S3_SECRET: secret } = values;
  if (url === null && keyId === null && secret === null) return null;
  if (url === null || keyId === null || secret === null) {
    throw new SettingsError('FILES_S3_URL, FILES_S3_KEY_ID and FILES_S3_SECRET need each other.');
  }
  const { search, hash, username } = new URL(url);
  if (`${search}${hash}${username}` !== '') {
    throw new SettingsError('FILES_S3_URL must be the address of a bucket alone.');
  }
  return { url, region, keyId, secret };
}
