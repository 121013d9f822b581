/**
 * Reads snapshots of older versions: each step makes the state of one version into that of the next, so that a
 * start after an upgrade loads the snapshot and replays only what came after it. Steps are only ever added.
 *
 * Whoever changes `State` (a new field, another shape) raises `STATE_VERSION` and adds the step that fills it.
 * A test compares an upcast snapshot of version 1 with a replay of its journal, so a forgotten step fails there.
 */
import type { State } from './state.ts';
import { stateFromV1 } from './upcast-v1.ts';
import { stateFromV2 } from './upcast-v2.ts';
import { stateFromV3 } from './upcast-v3.ts';
import { stateFromV4 } from './upcast-v4.ts';
import { stateFromV5 } from './upcast-v5.ts';
import { stateFromV6 } from './upcast-v6.ts';
import { stateFromV7 } from './upcast-v7.ts';

/** A state as it was stored: what `JSON.parse` gave. */
export type StoredState = Readonly<Record<string, unknown>>;

/** From the version that is the key to the one after it. */
type StateUpcasters = ReadonlyMap<number, (state: StoredState) => StoredState>;

/** The version of `State` that this code writes into snapshots. */
export const STATE_VERSION = 8;

const UPCASTERS: StateUpcasters = new Map([
  [1, stateFromV1],
  [2, stateFromV2],
  [3, stateFromV3],
  [4, stateFromV4],
  [5, stateFromV5],
  [6, stateFromV6],
  [7, stateFromV7],
]);

/** The versions that `upcastState` can read, oldest first. */
export function readableStateVersions(
  upcasters: StateUpcasters = UPCASTERS,
  current: number = STATE_VERSION,
): number[] {
  const versions = [current];
  for (let from = current - 1; upcasters.has(from); from -= 1) versions.unshift(from);
  return versions;
}

/**
 * The state in its present form; it belongs to the caller. Null when there is no way from `version` to the
 * current one: the snapshot was written by a newer program, and an older one or the journal has to do.
 */
export function upcastState(
  state: StoredState,
  version: number,
  upcasters: StateUpcasters = UPCASTERS,
  current: number = STATE_VERSION,
): State | null {
  if (!readableStateVersions(upcasters, current).includes(version)) return null;
  let upcasted = state;
  for (let from = version; from !== current; from += 1)
    upcasted = upcasters.get(from)?.(upcasted) ?? upcasted;
  // What a snapshot holds was written from a `State` of its version.
  return upcasted as unknown as State;
}
