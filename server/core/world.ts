/** The state and what is derived from it: indexes that make a decision O(log n), rebuilt from any state. */
import type { WorldIndex } from './index/types.ts';
import type { State } from './state.ts';
import { buildIndex } from './index/build.ts';
import { dictionary } from './lookup.ts';
import { NO_CONFIG } from './rules.ts';

/** `state` may be read by anybody and is changed by `evolve` alone; `index` is the core's own. */
export type World = { state: State; index: WorldIndex };

/** An empty contact centre, not configured yet. */
export function createWorld(tenant: string): World {
  const state: State = {
    tenant,
    seq: 0,
    tenantSeq: 0,
    clock: 0,
    config: NO_CONFIG,
    agents: dictionary(),
    tasks: dictionary(),
    conversations: dictionary(),
    sessions: dictionary(),
    lastAgents: dictionary(),
    callMonitorings: dictionary(),
    queueStats: dictionary(),
  };
  return { state, index: buildIndex(state) };
}

/** From a snapshot: `state` is what `JSON.parse` gave, and belongs to the world from now on. */
export function loadWorld(state: State): World {
  for (const record of [state.agents, state.tasks, state.conversations, state.sessions]) {
    Object.setPrototypeOf(record, null);
  }
  Object.setPrototypeOf(state.lastAgents, null);
  Object.setPrototypeOf(state.callMonitorings, null);
  Object.setPrototypeOf(state.queueStats, null);
  return { state, index: buildIndex(state) };
}

/** The earliest time at which a `tick` has something to do, or null. */
export function nextDeadline(world: World): number | null {
  return world.index.deadlines.ordered.first()?.at ?? null;
}
