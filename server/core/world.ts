/** The state and what is derived from it: indexes that make a decision O(log n), rebuilt from any state. */
import type { State } from './state.ts';

export type World = { state: State };

export declare function createWorld(tenant: string): World;
/** From a snapshot: `state` is what `JSON.parse` gave. */
export declare function loadWorld(state: State): World;
/** The earliest time at which a `tick` has something to do, or null. */
export declare function nextDeadline(world: World): number | null;
