import { randomUUID } from 'node:crypto';
import pg from 'pg';

/** Where a story's server keeps its data, as settings, and how to throw it away. */
export type StoryDatabase = { settings: Readonly<Record<string, string>>; remove: () => Promise<void> };

/** Settings of a story that is about the embedded database, which is what a first start has. */
export const EMBEDDED = { DATABASE_URL: '' } as const;

async function operate(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

/**
 * A database of its own on the server that `TEST_DATABASE_URL` names: starting on it costs a fraction of what the
 * embedded database does. Without that server, or when a story is about the embedded one, `dataDir` is used.
 */
export async function makeStoryDatabase(dataDir: string, embedded: boolean): Promise<StoryDatabase> {
  const server = process.env.TEST_DATABASE_URL;
  if (embedded || server === undefined) {
    return { settings: { DATA_DIR: dataDir }, remove: () => Promise.resolve() };
  }
  const name = `story_${randomUUID().replaceAll('-', '')}`;
  await operate(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    // The directory is for what is no record of the contact centre.
    settings: { DATABASE_URL: url.href, DATA_DIR: dataDir },
    remove: () => operate(server, `drop database if exists ${name} with (force)`),
  };
}
