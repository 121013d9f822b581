import type { RunningEngine } from '../open-engine.ts';

/**
 * When a process takes over, most customers are still connected to other processes, which report them one after the
 * other. Until `ms` have passed, nobody counts as gone. The result ends this early, without a comparison.
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
