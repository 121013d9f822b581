/** Of one run of all tests: it gives the schemas that its processes make a common name, and drops them at the end. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** Called by Vitest before all tests, in the process that starts the others; once for each project. */
export function setup(): void {
  process.env.TEST_RUN ??= randomBytes(4).toString('hex');
}

/** Called after all tests. */
export async function teardown(): Promise<void> {
  const { TEST_DATABASE_URL: server, TEST_RUN: run = '' } = process.env;
  if (server === undefined) return;
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    "select nspname as name from pg_namespace where nspname like 'test\\_' || $1 || '%'",
    [run],
  );
  await client.query('set client_min_messages = warning');
  for (const { name } of rows) await client.query(`drop schema if exists ${name} cascade`);
  await client.end();
}
