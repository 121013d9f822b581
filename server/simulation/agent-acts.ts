/** What an agent may do alone: come, go, be ready, take work and wrap it up. */
import type { Act } from './moods.ts';
import { LONG, agentWho, taskWho, messageOf } from './picks.ts';
import type { Scene, Wish } from './scene.ts';

export const AGENT_WISHES = {
  agentArrives: (scene) => {
    const { random, state } = scene;
    const all = Object.keys(state.config.agents);
    const away = all.filter((id) => state.agents[id]?.connected !== true);
    const agentId = random.pick(random.chance(0.85) ? away : all);
    if (agentId === undefined) return null;
    const current = state.agents[agentId]?.sid;
    // Usually the same sign-in again; now and then a new one that takes over.
    const sid = current != null && random.chance(0.85) ? current : random.uuid();
    return { type: 'agent.connect', agentId, sid };
  },
  agentState: ({ random, state }) => {
    const all = Object.values(state.agents);
    const resting = all.filter((one) => one.state === 'NOT_READY');
    const agent = random.pick(random.chance(0.7) ? resting : all);
    if (agent === undefined) return null;
    const ready = random.chance(0.8);
    const reasons = Object.keys(state.config.reasons);
    const reasonId = ready || random.chance(0.5) ? null : (random.pick(reasons) ?? null);
    return { type: 'agent.setState', agentId: agent.id, state: ready ? 'READY' : 'NOT_READY', reasonId };
  },
  mrdState: (scene) => {
    const agent = agentWho(scene, ({ state }) => state !== 'LOGOUT');
    const mrdId = agent && scene.random.pick(Object.keys(agent.mrds));
    if (agent === undefined || mrdId === undefined) return null;
    const state = scene.random.weighted({ READY: 8, NOT_READY: 2, BUSY: 1 });
    return { type: 'agent.setMrdState', agentId: agent.id, mrdId, state };
  },
  agentLost: (scene) => {
    const agent = agentWho(scene, ({ connected }) => connected);
    return agent?.sid == null ? null : { type: 'agent.disconnect', agentId: agent.id, sid: agent.sid };
  },
  agentLeavesForGood: (scene) => {
    const agent = agentWho(scene, ({ state }) => state !== 'LOGOUT');
    if (agent === undefined) return null;
    const reasons = Object.values(scene.state.config.reasons).filter(({ type }) => type === 'LOGOUT');
    const reasonId = scene.random.chance(0.5) ? (scene.random.pick(reasons)?.id ?? null) : null;
    // Sometimes an older sign-in asks, which another one has replaced.
    const sid = scene.random.chance(0.1) ? scene.random.uuid() : scene.random.chance(0.2) ? null : agent.sid;
    return { type: 'agent.logout', agentId: agent.id, sid, reasonId };
  },
  accept: (scene) => {
    const { random, state, now } = scene;
    const missed = Object.values(state.tasks).find(({ offerEndsAt }) => (offerEndsAt ?? now) < now);
    // Too late, though the tick has not come; or twice; else as it should be.
    const task =
      missed !== undefined && random.chance(0.7)
        ? missed
        : taskWho(scene, random.chance(0.93) ? 'OFFERED' : 'ACTIVE');
    if (task?.agentId == null) return null;
    const thief = random.chance(0.05) ? agentWho(scene, (one) => one.state !== 'LOGOUT')?.id : undefined;
    const taken = random.pick(state.conversations[task.conversationId]?.participants ?? [])?.id;
    return {
      type: 'task.accept',
      agentId: thief ?? task.agentId,
      conversationId: task.conversationId,
      taskId: random.chance(0.6) ? task.id : null,
      participantId: random.chance(0.5) ? null : random.chance(0.1) ? (taken ?? null) : random.uuid(),
    };
  },
  reject: (scene) => {
    const task = taskWho(scene, 'OFFERED');
    if (task?.agentId == null) return null;
    const taskId = scene.random.chance(0.6) ? task.id : null;
    return { type: 'task.reject', agentId: task.agentId, conversationId: task.conversationId, taskId };
  },
  leave: (scene) => {
    const task = taskWho(scene, scene.random.chance(0.8) ? 'ACTIVE' : 'WRAP_UP');
    if (task?.agentId == null) return null;
    return {
      type: 'conversation.leave',
      agentId: task.agentId,
      conversationId: task.conversationId,
      ...(scene.random.chance(0.2) && { unlessLast: true as const, quiet: true as const }),
      ...(scene.random.chance(0.1) && { wrapUp: false as const }),
    };
  },
  closeWrapup: (scene) => {
    const task = taskWho(scene, 'WRAP_UP');
    if (task?.agentId == null) return null;
    const messageId = scene.random.chance(0.5) ? scene.random.uuid() : null;
    return { type: 'wrapup.close', agentId: task.agentId, conversationId: task.conversationId, messageId };
  },
  extendWrapup: (scene) => {
    const task = taskWho(scene, 'WRAP_UP');
    if (task?.agentId == null) return null;
    return { type: 'wrapup.extend', agentId: task.agentId, conversationId: task.conversationId };
  },
  enterWrapup: (scene) => {
    const { random, state } = scene;
    const task = taskWho(scene, random.chance(0.3) ? 'ACTIVE' : 'WRAP_UP');
    const conversation = task && state.conversations[task.conversationId];
    if (conversation === undefined || task?.agentId == null) return null;
    // Mostly the same form again; now and then what was said already, or nothing any more.
    const again = random.chance(0.6) ? (task.noted?.enteredId ?? null) : null;
    const messageId = random.chance(0.1) ? messageOf(scene, conversation) : (again ?? random.uuid());
    const textLength = random.chance(0.03) ? LONG : random.int(100);
    return {
      type: 'wrapup.enter',
      agentId: task.agentId,
      conversationId: conversation.id,
      messageId,
      textLength,
    };
  },
  subscribe: (scene) => {
    const agent = agentWho(scene, ({ state }) => state !== 'LOGOUT');
    const { lists } = scene.state.config;
    const listId = scene.random.pick([...Object.keys(lists), ...(agent?.listIds ?? [])]);
    if (agent === undefined || listId === undefined) return null;
    return { type: 'list.subscribe', agentId: agent.id, listId, on: scene.random.chance(0.6) };
  },
} satisfies Partial<Record<Act, (scene: Scene) => Wish | null>>;
