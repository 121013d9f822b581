/** One server for all tests of a file. */
import { afterAll, afterEach, beforeAll } from 'vitest';
import { closeClients } from './client.ts';
import { startRig, type Rig, type RigOptions } from './rig.ts';

/** Started before the first test and closed after the last; between two tests nobody is there. */
export function rigOfTests(options: RigOptions | (() => RigOptions) = {}): Pick<Rig, 'origin'> {
  let rig: Rig | undefined;
  const started = (): Rig => {
    if (rig === undefined) throw new Error('The server runs within tests and their hooks alone.');
    return rig;
  };
  beforeAll(async () => {
    rig = await startRig(typeof options === 'function' ? options() : options);
  });
  afterEach(async () => {
    closeClients();
    await started().signOutEverybody();
  });
  afterAll(() => rig?.close());
  return {
    get origin() {
      return started().origin;
    },
  };
}
