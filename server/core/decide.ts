/**
 * The one entrance: `decide` lets a command happen, `evolve` lets a fact be true.
 *
 * `decide` works on a `World` that its caller owns and advances it in place, fact by fact, so that a decision
 * with many steps (an agent goes READY, three waiting requests are offered) sees each step's outcome and costs
 * no copy. A refused command leaves the world untouched. Replaying the events through `evolve` gives the same
 * world: there is no other way for it to change.
 */
import type { Command } from './commands.ts';
import type { DomainEvent, Signal } from './events.ts';
import type { Rejection } from './rejections.ts';
import type { World } from './world.ts';

export type Decision =
  { ok: true; events: DomainEvent[]; signals: Signal[] } | { ok: false; rejection: Rejection };

export declare function decide(world: World, command: Command, now: number): Decision;
export declare function evolve(world: World, event: DomainEvent): void;
