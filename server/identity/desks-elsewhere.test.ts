import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../store/database.ts';
import { migrate } from '../store/migrate.ts';
import { openTestDatabase } from '../testing/test-database.ts';
import { createDesksElsewhere, forgetOldDeskPlaces } from './desks-elsewhere.ts';
import type { IdentityTables } from './identity-tables.ts';

let database: Database;
let now = 0;
beforeAll(async () => {
  database = await openTestDatabase();
  await migrate(database.db);
});
afterAll(() => database.close());
beforeEach(async () => {
  now = 0;
  await db().deleteFrom('desk_places').execute();
});

const db = () => database.db.withTables<IdentityTables>();
/** As another process has them: nothing is kept beside the store. */
const desks = (tenant = 'demo') => createDesksElsewhere(db(), tenant, () => now);
const signIn = (userId: string, sid = `sid of ${userId}`, expiresAt = 1_000) => ({
  userId,
  username: userId,
  sid,
  expiresAt,
});
const SITE = 'https://desk.example';

describe('where desks of other sites have signed in', () => {
  it('is a place by origin and address, and nowhere else; every process knows it', async () => {
    await desks().note(SITE, '192.0.2.1', signIn('amina'));
    expect(await desks().at(SITE, '192.0.2.1', undefined)).toEqual(signIn('amina'));
    expect(await desks().at(SITE, '192.0.2.2', undefined)).toBeUndefined();
    expect(await desks().at('https://other.example', '192.0.2.1', undefined)).toBeUndefined();
    expect(await desks().at(SITE, '192.0.2.1', 'ben')).toBeUndefined();
    expect(await desks('other').at(SITE, '192.0.2.1', undefined)).toBeUndefined();
  });

  it('knows several people behind one address by their ids, and else who came last', async () => {
    for (const name of ['amina', 'ben', 'amina']) {
      now += 1;
      await desks().note(SITE, '192.0.2.1', signIn(name));
    }
    expect((await desks().at(SITE, '192.0.2.1', 'ben'))?.userId).toBe('ben');
    expect((await desks().at(SITE, '192.0.2.1', undefined))?.userId).toBe('amina');
  });

  it('ends with the sign-in, and with its time', async () => {
    await desks().note(SITE, '192.0.2.1', signIn('amina', 'first'));
    now = 1;
    await desks().note(SITE, '192.0.2.1', signIn('amina', 'second'));
    await desks().forget('first');
    expect((await desks().at(SITE, '192.0.2.1', 'amina'))?.sid).toBe('second');
    await desks().forget('second');
    expect(await desks().at(SITE, '192.0.2.1', 'amina')).toBeUndefined();
    await desks().note(SITE, '192.0.2.1', signIn('ben'));
    now = 1_000;
    expect(await desks().at(SITE, '192.0.2.1', 'ben')).toBeUndefined();
    await forgetOldDeskPlaces(db(), now);
    expect(await db().selectFrom('desk_places').selectAll().execute()).toEqual([]);
  });

  it('is one address of an origin for each sign-in, the last', async () => {
    for (const address of ['192.0.2.1', '192.0.2.2', '']) await desks().note(SITE, address, signIn('amina'));
    expect(await desks().at(SITE, '192.0.2.1', undefined)).toBeUndefined();
    expect((await desks().at(SITE, '192.0.2.2', undefined))?.userId).toBe('amina');
    expect(await db().selectFrom('desk_places').selectAll().execute()).toHaveLength(1);
  });
});
