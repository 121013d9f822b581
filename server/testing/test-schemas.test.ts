/** What a test leaves behind in the tests' own database never meets the next one. */
import pg from 'pg';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { TEST_DATABASE_URL } from './test-database.ts';
import { TestSchemas } from './test-schemas.ts';

const RUN = 'feed';

type Taken = Awaited<ReturnType<TestSchemas['take']>>;

const suffix = TEST_DATABASE_URL === undefined ? ' (skipped: TEST_DATABASE_URL is not set)' : '';

describe.skipIf(TEST_DATABASE_URL === undefined)(`a schema that a test gave back${suffix}`, () => {
  const server = TEST_DATABASE_URL ?? '';
  const clients: pg.Client[] = [];
  const names = new Set<string>();

  afterEach(async () => {
    for (const client of clients.splice(0)) await client.end();
  });

  afterAll(async () => {
    const client = await connect({ url: server });
    for (const name of names) {
      await client.query(`set client_min_messages = warning; drop schema if exists ${name} cascade`);
    }
    await client.end();
  });

  async function connect({ url }: Pick<Taken, 'url'>): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    return client;
  }

  async function take(schemas: TestSchemas): Promise<Taken> {
    const taken = await schemas.take();
    names.add(taken.name);
    return taken;
  }

  it('is empty when the next one takes it, and not taken as long as somebody is connected to it', async () => {
    const schemas = new TestSchemas(server, RUN);
    const first = await take(schemas);
    const client = await connect(first);
    clients.push(client);
    await client.query("insert into configuration (tenant, document, updated_at) values ('t', '{}', 1)");
    await first.giveBack();
    const second = await take(schemas);
    expect(second.name).not.toBe(first.name);

    clients.splice(0);
    await client.end();
    // The server notices a moment later.
    const again = await expect
      .poll(
        async () => {
          const next = await take(schemas);
          if (next.name !== first.name) await next.giveBack();
          return next.name;
        },
        { timeout: 10_000 },
      )
      .toBe(first.name)
      .then(() => connect(first));
    clients.push(again);
    expect((await again.query('select * from configuration')).rows).toEqual([]);
  });

  it('is dropped when its tables have changed, or when nobody drops it after the run', async () => {
    const schemas = new TestSchemas(server, RUN);
    const first = await take(schemas);
    const client = await connect({ url: server });
    clients.push(client);
    await client.query(`create table ${first.name}.another (n integer)`);
    await first.giveBack();
    const second = await take(schemas);
    expect(second.name).not.toBe(first.name);
    const alone = await take(new TestSchemas(server, undefined));
    await alone.giveBack();
    const { rows } = await client.query('select from pg_namespace where nspname = any($1)', [
      [first.name, alone.name],
    ]);
    expect(rows).toEqual([]);
  });
});
