/** What facts about agents do to the state. */
import type { DomainEvent, EventOf } from './events.ts';
import type { Agent, AgentMrd } from './state.ts';
import type { World } from './world.ts';
import { rememberPast } from './evolve-call.ts';
import { scheduleGrace, scheduleIdle } from './index/deadlines.ts';
import { lookup } from './lookup.ts';
import { mrdMaxima } from './mrd-state.ts';
import { refreshAgent, refreshMrd, removeSeats, seatAgent } from './index/seats.ts';

type AgentEvent = Extract<DomainEvent, { type: `agent.${string}` }>;
type Stamp = Pick<DomainEvent, 'at' | 'streamSeq'>;

function newMrd(mrdId: string, max: number, live: number, at: number): AgentMrd {
  return {
    mrdId,
    state: 'NOT_READY',
    previous: 'LOGOUT',
    since: at,
    lastReadyAt: at,
    max,
    live,
    reason: null,
  };
}

/** A1. Wrap-ups that outlived the last sign-in still occupy their slots. */
function signIn(world: World, event: EventOf<'agent.signedIn'> & Stamp): void {
  const { agents } = world.state;
  const before = lookup(agents, event.agentId);
  const mrds: Record<string, AgentMrd> = {};
  for (const mrd of Object.values(before?.mrds ?? {})) {
    if (mrd.live > 0) mrds[mrd.mrdId] = newMrd(mrd.mrdId, 0, mrd.live, event.at);
  }
  for (const [mrdId, max] of Object.entries(event.mrds)) {
    mrds[mrdId] = newMrd(mrdId, max, mrds[mrdId]?.live ?? 0, event.at);
  }
  const agent: Agent = {
    id: event.agentId,
    state: 'NOT_READY',
    reason: null,
    since: event.at,
    signedInAt: event.at,
    sid: event.sid,
    connected: true,
    graceUntil: null,
    mrds,
    taskIds: before?.taskIds ?? [],
    conversationIds: before?.conversationIds ?? [],
    ...(before?.pastCalls !== undefined && { pastCalls: before.pastCalls }),
    ...(before?.listIds !== undefined && { listIds: before.listIds }),
    seq: event.streamSeq,
  };
  agents[event.agentId] = agent;
  scheduleGrace(world.index.deadlines, agent);
  seatAgent(world.state, world.index, agent);
}

function signOut(world: World, agent: Agent, event: EventOf<'agent.signedOut'> & Stamp): void {
  agent.state = 'LOGOUT';
  agent.reason = event.reason;
  agent.since = event.at;
  agent.sid = null;
  agent.connected = false;
  agent.graceUntil = null;
  for (const mrd of Object.values(agent.mrds)) {
    mrd.previous = mrd.state;
    mrd.state = 'LOGOUT';
    mrd.since = event.at;
    mrd.reason = null;
  }
  delete agent.idle;
  scheduleIdle(world.index.deadlines, agent);
  scheduleGrace(world.index.deadlines, agent);
  removeSeats(world.index, agent.id);
}

/** Applies one fact of an agent's stream. */
export function evolveAgent(world: World, event: AgentEvent): void {
  if (event.type === 'agent.signedIn') {
    signIn(world, event);
    return;
  }
  const agent = lookup(world.state.agents, event.agentId);
  if (agent === undefined) return;
  agent.seq = event.streamSeq;
  switch (event.type) {
    case 'agent.sessionReplaced':
      agent.sid = event.sid;
      return;
    case 'agent.connected':
      agent.connected = true;
      agent.graceUntil = null;
      break;
    case 'agent.disconnected':
      agent.connected = false;
      agent.graceUntil = event.graceUntil;
      break;
    case 'agent.stateChanged':
      agent.state = event.state;
      agent.reason = event.reason;
      agent.since = event.at;
      break;
    case 'agent.mrdStateChanged': {
      const mrd = lookup(agent.mrds, event.mrdId);
      if (mrd === undefined) return;
      mrd.previous = mrd.state;
      mrd.state = event.state;
      mrd.since = event.at;
      mrd.lastReadyAt = event.lastReadyAt;
      mrd.reason = event.reason;
      refreshMrd(world.state, world.index, agent, event.mrdId);
      return;
    }
    case 'agent.listSubscribed': {
      const others = (agent.listIds ?? []).filter((id) => id !== event.listId);
      agent.listIds = event.on ? [...others, event.listId] : others;
      return;
    }
    case 'agent.overseen':
      return;
    case 'agent.callMonitored': {
      const { agentId, supervisorId, act, callConversationId: conversationId } = event;
      const isBargedIn = act === 'BARGE_IN';
      const known = event.begins ? undefined : lookup(world.state.callMonitorings, supervisorId);
      world.state.callMonitorings[supervisorId] = { ...(known ?? { agentId, conversationId }), isBargedIn };
      return;
    }
    case 'agent.callMonitoringEnded':
      Reflect.deleteProperty(world.state.callMonitorings, event.supervisorId);
      return;
    case 'agent.callPassed':
      rememberPast(agent, { callId: event.callId, at: event.endedAt });
      return;
    case 'agent.active':
      if (event.logoutAt === null) delete agent.idle;
      else agent.idle = { since: event.at, logoutAt: event.logoutAt, warned: false };
      scheduleIdle(world.index.deadlines, agent);
      return;
    case 'agent.idleWarned':
      if (agent.idle !== undefined) agent.idle.warned = true;
      scheduleIdle(world.index.deadlines, agent);
      return;
    case 'agent.signedOut':
      signOut(world, agent, event);
      return;
  }
  scheduleGrace(world.index.deadlines, agent);
  refreshAgent(world.state, world.index, agent);
}

/** A changed configuration may give an agent other MRDs or other maxima; work in hand keeps its slot. */
export function syncMrds(world: World, agent: Agent, at: number): void {
  const maxima = mrdMaxima(world.state.config, agent.id);
  for (const mrd of Object.values(agent.mrds)) {
    if (Object.hasOwn(maxima, mrd.mrdId)) continue;
    if (mrd.live > 0) mrd.max = 0;
    else Reflect.deleteProperty(agent.mrds, mrd.mrdId);
  }
  for (const [mrdId, max] of Object.entries(maxima)) {
    const mrd = lookup(agent.mrds, mrdId);
    if (mrd === undefined) agent.mrds[mrdId] = newMrd(mrdId, max, 0, at);
    else mrd.max = max;
  }
}
