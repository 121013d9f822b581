/** All protocols of chats at once, by chance; and that what goes wrong between them is found. */
import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openCentre } from './centre.ts';
import type { Centre } from './centre.ts';
import { Day } from './day.ts';
import { DEFECTS } from './defects.ts';

let centre: Centre;
beforeAll(async () => {
  centre = await openCentre();
});
afterEach(async () => {
  centre.saboteur.now = null;
  await centre.rig.signOutEverybody();
});
afterAll(() => centre.rig.close());

describe('a day of all protocols', () => {
  it.each(['all of them', randomBytes(6).toString('hex')])('balances, with the seed %s', async (seed) => {
    const report = await new Day(centre, seed).pass(60);
    expect(report.wrong, report.deeds.slice(-15).join('\n')).toBeNull();
    expect(report.said).toBeGreaterThan(15);
  });

  it.each(DEFECTS.slice(0, 4))('finds $name ($victim)', async (defect) => {
    centre.saboteur.now = defect;
    let found: string | null = null;
    for (const seed of ['first', 'second', 'third']) found ??= (await new Day(centre, seed).pass(35)).wrong;
    expect(found).toMatch(defect.found);
  });
});
