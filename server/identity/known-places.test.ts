import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../store/database.ts';
import { migrate } from '../store/migrate.ts';
import { openTestDatabase } from '../testing/test-database.ts';
import { createKnownPlaces, forgetOldPlaces, PLACE_KNOWN_MS } from './known-places.ts';
import type { IdentityTables } from './identity-tables.ts';

let database: Database;
let now = 1_000_000_000_000;
beforeAll(async () => {
  database = await openTestDatabase();
  await migrate(database.db);
});
afterAll(() => database.close());

const db = () => database.db.withTables<IdentityTables>();
const places = (tenant = 'demo') => createKnownPlaces(db(), tenant, () => now);

describe('places where somebody has signed in', () => {
  it('are the network and the browser, for that person alone', async () => {
    await places().remember('ada', { network: '192.0.2.1', device: 'secret' });
    expect(await places().known('ada', { network: '192.0.2.1', device: null })).toEqual({
      network: true,
      device: false,
    });
    expect(await places().known('ada', { network: '192.0.2.9', device: 'secret' })).toEqual({
      network: false,
      device: true,
    });
    const nowhere = { network: false, device: false };
    expect(await places().known('ben', { network: '192.0.2.1', device: 'secret' })).toEqual(nowhere);
    expect(await places('other').known('ada', { network: '192.0.2.1', device: 'secret' })).toEqual(nowhere);
    const rows = await db().selectFrom('known_places').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain('secret');
  });

  it('are no more than twenty of a kind, the newest, and are forgotten', async () => {
    for (let device = 0; device < 25; device += 1) {
      now += 1000;
      await places().remember('cleo', { network: '192.0.2.1', device: `device ${device}` });
    }
    const knows = async (device: number) =>
      (await places().known('cleo', { network: '192.0.2.1', device: `device ${device}` })).device;
    expect([await knows(4), await knows(5), await knows(24)]).toEqual([false, true, true]);
    now += PLACE_KNOWN_MS + 1;
    expect(await knows(24)).toBe(false);
    await forgetOldPlaces(db(), now);
    expect(await db().selectFrom('known_places').selectAll().execute()).toEqual([]);
  });
});
