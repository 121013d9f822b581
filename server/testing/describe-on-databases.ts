import { describe } from 'vitest';
import { TEST_DATABASE_URL } from './test-database.ts';
import type { TestDatabaseKind } from './test-database.ts';

/** The same tests on the embedded database and on PostgreSQL; without a server the latter show as skipped. */
export function describeOnDatabases(name: string, suite: (kind: TestDatabaseKind) => void): void {
  describe(`${name} (embedded)`, () => suite('embedded'));
  describe.skipIf(TEST_DATABASE_URL === undefined)(
    `${name} (PostgreSQL${TEST_DATABASE_URL === undefined ? ': TEST_DATABASE_URL is not set' : ''})`,
    () => suite('postgres'),
  );
}
