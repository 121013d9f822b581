/**
 * The one clock of the screens: all running times tick together, once a second, and only while something shows
 * one. The gallery has a clock that stands still.
 */
export type Clock = {
  /** Epoch ms of this machine. */
  now: () => number;
  /** Calls back once a second until the answer is called. */
  subscribe: (tick: () => void) => () => void;
};

/** The machine's clock. */
export function systemClock(): Clock {
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setInterval> | undefined;
  let now = Date.now();
  return {
    now: () => (timer === undefined ? Date.now() : now),
    subscribe: (tick) => {
      listeners.add(tick);
      if (timer === undefined) {
        now = Date.now();
        timer = setInterval(() => {
          now = Date.now();
          for (const listener of listeners) listener();
        }, 1000);
      }
      return () => {
        listeners.delete(tick);
        if (listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
  };
}

/** A clock that stands still. */
export function fixedClock(now: number): Clock {
  return { now: () => now, subscribe: () => () => {} };
}
