/** What a core with one broken rule is made of. */
import type { Command } from '../../core/commands.ts';
import type { Decision } from '../../core/decide.ts';
import type { DomainEvent } from '../../core/events.ts';
import type { State } from '../../core/state.ts';
import type { World } from '../../core/world.ts';
import type { Core } from '../core.ts';
import type { Invariant } from '../violation.ts';
import { earliestDeadline } from '../checks/state.ts';

/** A rule broken on purpose, and the invariants that may say so. */
export type Mutant = {
  name: string;
  /** What goes wrong, as somebody would report it. */
  story: string;
  found: readonly Invariant[];
  breaks(core: Core): Core;
};

/** A copy that shares only the configuration, which never changes. */
export function copyOf(core: Core, world: World): World {
  const { config, ...rest } = world.state;
  const state = { ...(JSON.parse(JSON.stringify(rest)) as Omit<State, 'config'>), config };
  return core.loadWorld(state);
}

/** Numbers events anew after some were taken out, each stream from where it began. */
export function renumber(before: readonly DomainEvent[], after: readonly DomainEvent[]): DomainEvent[] {
  const starts = new Map<string, number>();
  for (const { stream, streamSeq } of before) if (!starts.has(stream)) starts.set(stream, streamSeq);
  let seq = before[0]?.seq ?? 0;
  return after.map((event) => {
    const streamSeq = starts.get(event.stream) ?? event.streamSeq;
    starts.set(event.stream, streamSeq + 1);
    return { ...event, seq: seq++, streamSeq };
  });
}

export type Defect = {
  /** The core believes this about the world before it decides. */
  misread?: (state: State, command: Command, now: number) => void;
  /** Then it says something else than it decided. */
  misstate?: (events: DomainEvent[], command: Command, world: World, now: number) => DomainEvent[];
  /** What it refuses for good reasons it does all the same: a second reading, or null. */
  insist?: (state: State, command: Command, now: number) => boolean;
  /** Facts do something else than they should. */
  misremember?: (world: World, event: DomainEvent, evolve: Core['evolve']) => void;
};

/**
 * The core with a defect that is consistent in itself: it decides on a copy that it misreads, and what it says
 * then becomes true. So nothing gives it away but the rule that it breaks.
 */
export function broken(core: Core, defect: Defect): Core {
  const evolve: Core['evolve'] = (world, event) => {
    if (defect.misremember === undefined) core.evolve(world, event);
    else defect.misremember(world, event, core.evolve);
  };
  const decide = (world: World, command: Command, now: number): Decision => {
    const copy = copyOf(core, world);
    defect.misread?.(copy.state, command, now);
    let decision = core.decide(core.loadWorld(copy.state), command, now);
    if (!decision.ok && defect.insist !== undefined) {
      const again = copyOf(core, world);
      if (defect.insist(again.state, command, now)) {
        decision = core.decide(core.loadWorld(again.state), command, now);
      }
    }
    if (!decision.ok) return decision;
    const plain = JSON.parse(JSON.stringify(decision.events)) as DomainEvent[];
    const events = defect.misstate?.(plain, command, world, now) ?? plain;
    for (const event of events) evolve(world, event);
    return { ok: true, events, signals: decision.signals };
  };
  // Pauses that end without anything to tell leave no fact; on a copy they are not remembered. Any tick serves them.
  const nextDeadline = (world: World) => earliestDeadline(world.state)?.at ?? null;
  return { ...core, evolve, decide, nextDeadline };
}
