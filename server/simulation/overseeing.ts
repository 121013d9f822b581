/** Supervisors who act on agents, conversations and queues of their teams; now and then on those of others. */
import type { Steering } from '../core/commands.ts';
import type { AgentConfig } from '../core/config.ts';
import type { Scene, Wish } from './scene.ts';

/** Somebody who supervises, mostly signed in. */
function supervisor({ random, state }: Scene): AgentConfig | undefined {
  const all = Object.values(state.config.agents).filter(({ supervises }) => supervises.length > 0);
  const present = all.filter(({ id }) => (state.agents[id]?.state ?? 'LOGOUT') !== 'LOGOUT');
  return random.pick(random.chance(0.95) ? present : all);
}

/** An agent of one of the teams, mostly. */
function ofTeams({ random, state }: Scene, { supervises }: AgentConfig): string | undefined {
  const { agents } = state.config;
  const own = Object.values(agents).filter(({ teamId }) => teamId !== null && supervises.includes(teamId));
  return random.pick(random.chance(0.9) ? own : Object.values(agents))?.id;
}

/** State, MRD state or logout in the agent's stead. */
export function oversee(scene: Scene): Wish | null {
  const by = supervisor(scene);
  const agentId = by && ofTeams(scene, by);
  if (by === undefined || agentId === undefined) return null;
  const { random, state } = scene;
  const acted = { agentId, by: by.id };
  const mrdId = random.pick(Object.keys(state.agents[agentId]?.mrds ?? {}));
  const what = random.weighted({ state: 5, mrd: 3, logout: 1 });
  if (what === 'logout') return { type: 'agent.logout', ...acted, sid: null, reasonId: null };
  if (what === 'mrd' && mrdId !== undefined) {
    const mrdState = random.chance(0.8) ? 'READY' : 'NOT_READY';
    return { type: 'agent.setMrdState', ...acted, mrdId, state: mrdState };
  }
  return {
    type: 'agent.setState',
    ...acted,
    state: random.chance(0.8) ? 'READY' : 'NOT_READY',
    reasonId: null,
  };
}

function steeringOf(scene: Scene, by: AgentConfig): Steering {
  const { random, state } = scene;
  const agentId = ofTeams(scene, by) ?? 'nobody';
  switch (random.pick(['MOVE', 'PRIORITISE', 'ASSIGN', 'PULL_OUT', 'END', 'FINISH_WRAP_UP'] as const)) {
    case 'MOVE':
      return { kind: 'MOVE', queueId: random.pick(Object.keys(state.config.queues)) ?? 'none' };
    case 'PRIORITISE':
      return { kind: 'PRIORITISE', priority: random.between(0, 11) };
    case 'ASSIGN':
      return { kind: 'ASSIGN', agentId };
    case 'PULL_OUT':
      return { kind: 'PULL_OUT', agentId: random.chance(0.5) ? null : agentId };
    case 'FINISH_WRAP_UP':
      return { kind: 'FINISH_WRAP_UP', agentId };
    case 'END':
    case undefined:
      return { kind: 'END' };
  }
}

/** Something with a conversation, whether it waits, is served or wrapped up. */
export function steer(scene: Scene): Wish | null {
  const by = supervisor(scene);
  const conversationId = scene.random.pick(Object.keys(scene.state.conversations));
  if (by === undefined || conversationId === undefined) return null;
  return { type: 'conversation.steer', by: by.id, conversationId, steering: steeringOf(scene, by) };
}

export function flush(scene: Scene): Wish | null {
  const by = supervisor(scene);
  const queueId = scene.random.pick(Object.keys(scene.state.config.queues));
  return by === undefined || queueId === undefined ? null : { type: 'queue.flush', by: by.id, queueId };
}
