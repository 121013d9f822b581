import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Open loop: calls `act` `perSecond` times a second for `ms`, evenly, whether or not earlier calls have come
 * back, as people do. A caller that is held up catches up.
 */
export async function steadily(
  perSecond: number,
  ms: number,
  act: (number: number) => void,
): Promise<number> {
  const began = performance.now();
  let done = 0;
  for (;;) {
    const elapsed = performance.now() - began;
    if (elapsed >= ms) return done;
    const due = Math.floor((elapsed / 1000) * perSecond);
    while (done < due) act(done++);
    await sleep(1);
  }
}

/** Closed loop: keeps `inFlight` calls of `act` going for `ms`; how many came back. */
export async function asFastAsPossible(
  inFlight: number,
  ms: number,
  act: (number: number) => Promise<unknown>,
): Promise<{ done: number; tookMs: number }> {
  const began = performance.now();
  let started = 0;
  let done = 0;
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      while (performance.now() - began < ms) {
        await act(started++);
        done += 1;
      }
    }),
  );
  return { done, tookMs: performance.now() - began };
}
