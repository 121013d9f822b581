/** The engine as gateways get it: every command is counted and timed on its way through. */
import type { Engine } from '../engine/contract.ts';
import type { ContactCentreFigures, EngineMetrics } from './metrics.ts';

/** Measures commands and commits into `metrics`; everything else passes unchanged. */
export function measuredEngine<T extends Engine & { readonly role?: 'owner' | 'follower' }>(
  engine: T,
  metrics: EngineMetrics,
): T {
  engine.onTurn(() => {
    const decided = performance.now();
    return () => metrics.committed(performance.now() - decided);
  });
  const submit: Engine['submit'] = async (command, content) => {
    const began = performance.now();
    if (engine.role === 'follower') metrics.forwarded();
    try {
      const outcome = await engine.submit(command, content);
      metrics.command(command.type, outcome.ok ? 'accepted' : 'refused', performance.now() - began);
      return outcome;
    } catch (error) {
      metrics.command(command.type, 'failed', performance.now() - began);
      throw error;
    }
  };
  return Object.assign(Object.create(engine) as T, { submit });
}

/** Counts what the contact centre holds now. */
export function figuresOf(engine: Engine): Promise<ContactCentreFigures> {
  return engine.read(({ world: { state } }) => ({
    openConversations: Object.keys(state.conversations).length,
    queuedTasks: Object.values(state.tasks).filter((task) => task.state === 'QUEUED').length,
    signedInAgents: Object.values(state.agents).filter((agent) => agent.state !== 'LOGOUT').length,
  }));
}
