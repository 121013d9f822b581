/**
 * A process that is there to be killed: it opens the database in `DATA_DIR` or at `DATABASE_URL`, writes
 * messages for as long as it lives, and prints the id of each one once it is acknowledged. Its argument tells
 * one life from the next.
 */
import { writeSync } from 'node:fs';
import { openEngine } from '../engine/open-engine.ts';
import { openDatabase } from '../store/database.ts';
import { migrate } from '../store/migrate.ts';
import { storyteller, writeAs } from './stories.ts';
import { testConfig } from './test-config.ts';
import { silentLogger } from './test-engine.ts';

const WRITERS = 20;
const life = process.argv[2] ?? '';

const database = await openDatabase({ databaseUrl: process.env.DATABASE_URL, dataDir: process.env.DATA_DIR });
await migrate(database.db);
const engine = await openEngine({
  database,
  tenant: 'acme',
  nodeId: 'node',
  logger: silentLogger,
  answerMs: 60_000,
  snapshotEvery: 400,
});
if (engine.seq === 0) {
  await engine.submit({ type: 'configure', id: 'configure', config: testConfig() });
  await storyteller(engine).begin();
}
let next = 0;
await Promise.all(
  Array.from({ length: WRITERS }, async () => {
    for (;;) {
      const id = `${life}-${next++}`;
      const outcome = await writeAs(engine, id, `text of ${id}`);
      // Synchronously, so that nothing printed is lost with the process.
      if (outcome.ok) writeSync(1, `${id}\n`);
    }
  }),
);
