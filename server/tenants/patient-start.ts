/**
 * A node that starts while the owner is away for a while, or that is itself so busy that it seems so, waits instead of
 * giving up. What has begun to serve refuses at once.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { ReplicaStaleError } from '../engine/errors.ts';
import type { ServingEngine } from '../engine/node/open-node-engine.ts';

const PATIENCE_MS = 30_000;
const LOOK_MS = 50;

/** The same engine, whose reads wait until `started` was called. */
export function patientStart<T extends Pick<ServingEngine, 'read'>>(
  engine: T,
): { engine: T; started: () => void } {
  let starting = true;
  const until = performance.now() + PATIENCE_MS;
  const read: ServingEngine['read'] = async (look) => {
    for (;;) {
      try {
        return await engine.read(look);
      } catch (error) {
        if (!starting || !(error instanceof ReplicaStaleError) || performance.now() > until) throw error;
        await sleep(LOOK_MS);
      }
    }
  };
  return { engine: Object.assign(Object.create(engine) as T, { read }), started: () => (starting = false) };
}
