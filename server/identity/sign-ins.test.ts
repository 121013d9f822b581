import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase } from '../store/database.ts';
import type { Database } from '../store/database.ts';
import { migrate } from '../store/migrate.ts';
import { makeTestDatabase } from '../testing/test-database.ts';
import type { TestDatabasePlace } from '../testing/test-database.ts';
import type { IdentityTables } from './identity-tables.ts';
import { createSignIns } from './sign-ins.ts';

let place: TestDatabasePlace;
let database: Database;

beforeAll(async () => {
  place = await makeTestDatabase();
  database = await openDatabase(place.options);
  await migrate(database.db);
});

afterAll(async () => {
  await database.close();
  await place.remove();
});

it('are of no use from the moment they are ended, while that is still being written', async () => {
  const signIns = createSignIns(database.db.withTables<IdentityTables>(), 'tenant', 60_000);
  const { sid } = await signIns.open('user', 60_000);
  expect(await signIns.state(sid, null)).toBe('open');
  // Nobody waits for the writing: whoever is taken over may be back before it is done.
  const ended = signIns.end(sid);
  expect(await Promise.race([signIns.state(sid, null), ended.then(() => 'written first')])).toBe('ended');
  expect(await ended).toEqual({ userId: 'user' });
  expect(await signIns.state(sid, null)).toBe('ended');
});
