/** The engine as gateways get it: every command is counted and timed on its way through. */
import type { Engine } from '../engine/contract.ts';
import type { ContactCentreFigures, EngineMetrics } from './metrics.ts';
import type { Step } from './traces.ts';

/** Measures commands and commits into `metrics`, and tells `trace` of each command; everything else passes unchanged. */
export function measuredEngine<T extends Engine & { readonly role?: 'owner' | 'follower' }>(
  engine: T,
  metrics: EngineMetrics,
  trace?: (step: Step) => void,
): T {
  engine.onTurn(() => {
    const decided = performance.now();
    return () => metrics.committed(performance.now() - decided);
  });
  const submit: Engine['submit'] = async (command, content) => {
    const beganMs = performance.now();
    const isForwarded = engine.role === 'follower';
    if (isForwarded) metrics.forwarded();
    const ended = (outcome: 'accepted' | 'refused' | 'failed'): void => {
      const endedMs = performance.now();
      metrics.command(command.type, outcome, endedMs - beganMs);
      if (trace === undefined) return;
      const step = { commandId: command.id, commandType: command.type, beganMs, endedMs, outcome };
      if (isForwarded) trace({ ...step, name: 'forward' });
      trace({ ...step, name: 'command' });
    };
    try {
      const outcome = await engine.submit(command, content);
      ended(outcome.ok ? 'accepted' : 'refused');
      if (!outcome.ok && outcome.rejection.code.startsWith('QUOTA_'))
        metrics.overQuota(outcome.rejection.code.slice('QUOTA_'.length).toLowerCase());
      return outcome;
    } catch (error) {
      ended('failed');
      throw error;
    }
  };
  return Object.assign(Object.create(engine) as T, { submit });
}

/** Counts what the contact centre holds now. */
export function figuresOf(engine: Engine): Promise<ContactCentreFigures> {
  return engine.read(({ world: { state, index } }) => {
    const signedInAgents = Object.values(state.agents).filter((agent) => agent.state !== 'LOGOUT').length;
    const { agents = null, conversations = null, messagesPerSecond = null } = state.config.quotas ?? {};
    return {
      openConversations: index.openConversations,
      queuedTasks: Object.values(state.tasks).filter((task) => task.state === 'QUEUED').length,
      signedInAgents,
      quotas: [
        { quota: 'agents', used: signedInAgents, most: agents },
        { quota: 'conversations', used: index.openConversations, most: conversations },
        { quota: 'messages', used: null, most: messagesPerSecond },
      ],
    };
  });
}
