/** From version 7 to 8, of states alone: labels give conversations a priority (Q1). Until then requests had it as their own. */

/** A state of version 7 as version 8 has it. */
export function stateFromV7(state: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return state;
}
