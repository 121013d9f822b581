/** The invariants by name, and how a broken one is told. */

/** design.md "Core", and those that follow from it. */
export const INVARIANTS = {
  I1: 'a task is exactly one of queued, offered, owned, wrapping up, closed, and has at most one owner',
  I2: "live tasks of an agent never exceed the MRD's maximum",
  I3: 'nothing is offered to an MRD that is not ready or to a lost session',
  I4: 'every offer ends exactly once',
  I5: 'a deadline fires at most once, in time, and never for a superseded attempt',
  I6: 'first come, first served within a priority, and nobody waits beside an agent who could help',
  I7: 'sequence numbers are dense',
  I8: 'replaying the journal rebuilds the state exactly',
  I9: 'nothing crosses a tenant',
  I10: 'monitors and whispers never reach a customer',
  I11: 'a snapshot plus the events after it equals a fresh load, for every client',
  I12: 'what was entered for a wrap-up is submitted unless its agent throws it away',
  I13: "a follower has its owner's state, hears of every turn once and in order, and an acknowledgement can be read",
  I14: 'supervisors act on their own teams alone, and whose agent was forced out is served first',
  V1: 'an agent who is in a call has its work, and takes part in its conversation',
  V2: 'a part of a call belongs to the conversation of the call',
  V3: 'what is told twice of a call happens once, and what is over does not begin again',
  V4: 'nothing runs against a customer who talks',
  V5: 'a call is over with its last part, unless the next one is awaited',
  V6: 'hold and its end take turns',
  CRASH: 'no command makes the core throw',
} as const;

export type Invariant = keyof typeof INVARIANTS;

export class Violation extends Error {
  readonly invariant: Invariant;

  constructor(invariant: Invariant, message: string) {
    super(`${invariant} (${INVARIANTS[invariant]}): ${message}`);
    this.name = 'Violation';
    this.invariant = invariant;
  }
}

/** Throws a `Violation` unless the condition holds. The message is only made when it does not. */
export function demand(condition: boolean, invariant: Invariant, message: () => string): asserts condition {
  if (!condition) throw new Violation(invariant, message());
}
