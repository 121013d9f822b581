import type { RunningEngine } from '../open-engine.ts';

/**
 * Customers who were connected when a process takes over are mostly connected to other processes, which say so one
 * after the other. Until `ms` have passed nobody is taken for gone. The result ends that early, without a comparison.
 */
export async function believeInCustomers(
  engine: Pick<RunningEngine, 'presence' | 'read'>,
  ms: number,
): Promise<() => void> {
  const there = new Set<string>();
  const stop = await engine.read(({ world }) => {
    for (const { id, connected, connectionBound } of Object.values(world.state.sessions)) {
      if (connected && connectionBound) there.add(id);
    }
    return engine.presence.watch({ kind: 'session', has: (sessionId) => there.has(sessionId) });
  });
  const timer = setTimeout(() => {
    stop();
    engine.presence.compare();
  }, ms);
  timer.unref();
  return () => {
    clearTimeout(timer);
    stop();
  };
}
