/** The part of the core that a simulation drives: the real one, or one with a defect on purpose. */
import type { Command } from '../core/commands.ts';
import type { Decision } from '../core/decide.ts';
import type { DomainEvent } from '../core/events.ts';
import type { State } from '../core/state.ts';
import type { Audience } from '../core/visibility.ts';
import type { World } from '../core/world.ts';
import { decide, evolve } from '../core/decide.ts';
import { audiences } from '../core/visibility.ts';
import { createWorld, loadWorld, nextDeadline } from '../core/world.ts';

export type Core = {
  createWorld: (tenant: string) => World;
  loadWorld: (state: State) => World;
  nextDeadline: (world: World) => number | null;
  decide: (world: World, command: Command, now: number) => Decision;
  /** Who is to be told of each event of a turn; `state` as the turn left it. */
  audiences: (state: State, events: readonly DomainEvent[]) => Audience[];
  evolve: (world: World, event: DomainEvent) => void;
};

export const REAL_CORE: Core = { createWorld, loadWorld, nextDeadline, decide, audiences, evolve };
