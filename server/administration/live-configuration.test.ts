import { randomUUID } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { startServer } from '../main.ts';
import type { RunningServer } from '../running-server.ts';
import { readSettings } from '../settings/settings.ts';
import { openDatabase } from '../store/database.ts';
import { TEST_DATABASE_URL, makeTestDatabase } from '../testing/test-database.ts';
import { createAdministration } from './administration.ts';

const cleanUp: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

describe.skipIf(TEST_DATABASE_URL === undefined)('a change by another process (needs PostgreSQL)', () => {
  it('is taken over by the running server', { timeout: 60_000 }, async () => {
    const place = await makeTestDatabase('postgres');
    cleanUp.push(() => place.remove());
    const server: RunningServer = await startServer({
      settings: readSettings({
        PORT: '0',
        LOG_LEVEL: 'silent',
        DATABASE_URL: place.options.databaseUrl,
        DATA_DIR: await mkdtemp(join(tmpdir(), `agent-desk-${randomUUID().slice(0, 8)}-`)),
      }),
      webDir: null,
    });
    cleanUp.push(() => server.close());
    const other = await openDatabase(place.options);
    cleanUp.push(() => other.close());
    const administration = createAdministration({
      db: other.db,
      tenant: 'demo',
      changed: () => Promise.resolve(),
      endSignIns: () => Promise.resolve(0),
      removeFiles: () => Promise.resolve(0),
    });
    await administration({ do: 'users.change', username: 'agent6', changes: { enabled: false } });
    await expect
      .poll(() => server.engine.read(({ world }) => Object.keys(world.state.config.agents).length), {
        timeout: 20_000,
      })
      .toBe(7);
  });
});
