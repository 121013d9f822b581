/** From version 6 to 7, of states alone: supervisors may listen to calls. Nobody was known to. */

/** A state of version 6 as version 7 has it. */
export function stateFromV6(state: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return { ...state, callMonitorings: {} };
}
