import { randomUUID } from 'node:crypto';
import type { Config } from '../core/config.ts';
import type { EngineLogger } from '../engine/mailbox.ts';
import { openEngine } from '../engine/open-engine.ts';
import type { EngineOptions, RunningEngine } from '../engine/open-engine.ts';
import type { Database } from '../store/database.ts';
import { testConfig } from './test-config.ts';
import { openTestDatabase } from './test-database.ts';
import type { TestDatabaseKind } from './test-database.ts';

/** Says nothing: tests assert on what happens, not on what is logged. */
export const silentLogger: EngineLogger = { info: () => {}, warn: () => {}, error: () => {} };

/** What may be different in a test's engine. */
export type TestEngineOptions = Partial<EngineOptions> & {
  kind?: TestDatabaseKind;
  /** null: nothing is configured, or the journal has it already. Default: `testConfig()`. */
  config?: Config | null;
};

/** An engine on a database of its own (unless `database` is given), closed together. */
export type TestEngine = { engine: RunningEngine; database: Database; close(): Promise<void> };

/** An engine with a configured contact centre, on a fresh database, with a tenant of its own. */
export async function openTestEngine(
  options: TestEngineOptions & { database?: Database } = {},
): Promise<TestEngine> {
  const { kind, config = testConfig(), ...rest } = options;
  const database = options.database ?? (await openTestDatabase(kind));
  const engine = await openEngine({
    tenant: `test-${randomUUID()}`,
    nodeId: 'test-node',
    logger: silentLogger,
    // A busy machine is slow; what a late commit does has tests of its own.
    answerMs: 60_000,
    ...rest,
    database,
  });
  if (config) await engine.submit({ type: 'configure', id: randomUUID(), config });
  return {
    engine,
    database,
    close: async () => {
      await engine.close();
      if (!options.database) await database.close();
    },
  };
}
