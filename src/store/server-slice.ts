/**
 * A part of what the server says that comes with the code of one place or feature: its reader and its state stand there,
 * and until that code is fetched the store has no trace of it.
 */

export type ServerSlice<S> = {
  /** What holds until the server has said something. */
  initial: S;
  /** Reads each event of the socket into the state; `at` is when it arrived, epoch ms of this machine. */
  events: Readonly<Record<string, (before: S, payload: unknown, at: number) => S>>;
  /** What is left of it when the connection is lost; missing: all of it. */
  offline?: (before: S) => S;
};

/** What the slices hold, each by its definition. */
export type SliceStates = ReadonlyMap<object, unknown>;

function held<S>(states: SliceStates, slice: ServerSlice<S>): S {
  return states.has(slice) ? (states.get(slice) as S) : slice.initial;
}

/** What a slice holds. */
export function sliceOf<S>({ slices }: { slices: SliceStates }, slice: ServerSlice<S>): S {
  return held(slices, slice);
}

/** The states after a change of one slice. */
export function changed<S>(
  states: SliceStates,
  slice: ServerSlice<S>,
  change: (before: S) => S,
): SliceStates {
  const before = held(states, slice);
  const after = change(before);
  return after === before ? states : new Map(states).set(slice, after);
}
