/** The desks that the tests of a file open. */
import { afterEach } from 'vitest';
import type { Desk, DeskOptions } from './desk.ts';
import { expectPublishedShapes, openDeskOn, type DeskWire } from './desk-wire.ts';
import type { Rig } from './rig.ts';
import { openDesk } from './work.ts';

/**
 * The result opens a desk of `rig`. After each test everything that its desks were told has a published shape; then
 * everybody is signed out and the desks are closed, so that the next test begins with nobody.
 */
export function desksOfTests(rig: () => Rig) {
  const desks = keepDesks(rig);
  return async (username: string, options?: DeskOptions): Promise<Desk> => {
    const desk = await openDesk(rig(), username, options);
    desks.push(desk);
    return desk;
  };
}

/** The same for desks that read one of the two encodings. */
export function desksOfTestsOn(rig: () => Rig, wire: DeskWire) {
  const desks = keepDesks(rig);
  return async (username: string): Promise<Desk> => {
    const desk = await openDeskOn(rig(), wire, username);
    desks.push(desk);
    return desk;
  };
}

function keepDesks(rig: () => Rig): Desk[] {
  const desks: Desk[] = [];
  afterEach(async () => {
    expectPublishedShapes(desks);
    await rig().signOutEverybody();
    for (const desk of desks.splice(0)) desk.close();
  });
  return desks;
}
