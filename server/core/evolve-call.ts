/** What facts about calls do to the state. */
import type { DomainEvent } from './events.ts';
import type { Agent, CallLeg, ChannelSession, PastCall } from './state.ts';
import type { World } from './world.ts';
import { lookup } from './lookup.ts';

type CallEvent = Extract<DomainEvent, { type: `call.${string}` }>;

/** So many calls of an agent are remembered after their end. */
const MOST_PAST_CALLS = 20;

/** Remembers that a call is over for an agent, the latest last. */
export function rememberPast(agent: Agent | undefined, past: PastCall): void {
  if (agent === undefined) return;
  const others = (agent.pastCalls ?? []).filter(({ callId }) => callId !== past.callId);
  agent.pastCalls = [...others, past].slice(-MOST_PAST_CALLS);
}

/** The later of what is known; null: the telephone told no time at all. */
function later(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.max(one, other);
}

/** Whoever was still in a call when its session ended: the same call does not begin again for them. */
export function passCalls({ state }: World, { legs = [] }: ChannelSession): void {
  for (const { agentId, callId, answeredAt, endedAt } of legs) {
    if (endedAt !== null) continue;
    const agent = lookup(state.agents, agentId);
    const known = agent?.pastCalls?.find((one) => one.callId === callId);
    // A later part of theirs may have ended: the earlier one, which nobody ended, brings nothing back.
    if (known?.at === null) continue;
    rememberPast(agent, { callId, at: later(known?.at ?? null, answeredAt) });
  }
}

function hold(leg: CallLeg, on: boolean, at: number): void {
  if (leg.heldSince !== null) leg.heldMs += at - leg.heldSince;
  leg.heldSince = on ? at : null;
}

/** Applies one fact about a call; its conversation's stream is numbered already. */
export function evolveCall(world: World, event: CallEvent): void {
  const session = lookup(world.state.sessions, event.sessionId);
  if (session === undefined || event.type === 'call.ended') return;
  session.legs ??= [];
  if (event.type === 'call.legStarted') {
    const { agentId, callId, leg, taskId, reason, address, answeredAt, at } = event;
    session.legs.push({
      agentId,
      callId,
      leg,
      taskId,
      reason,
      address,
      startedAt: at,
      answeredAt,
      heldSince: null,
      heldMs: 0,
      endedAt: null,
      endReason: null,
    });
    return;
  }
  // The latest: who has left the conversation and come back to the call has an earlier one that nobody ended.
  const found = session.legs.findLast(
    ({ agentId, callId, endedAt }) =>
      agentId === event.agentId && callId === event.callId && endedAt === null,
  );
  if (found === undefined) return;
  if (event.type === 'call.held') {
    hold(found, event.on, event.at);
    return;
  }
  hold(found, false, event.at);
  found.endedAt = event.at;
  found.endReason = event.reason;
  // Who has gone from us, and not from the call, may come back to it.
  if (event.reason === 'AGENT_LOGOUT') return;
  const at = later(found.answeredAt, event.endedAt);
  rememberPast(lookup(world.state.agents, event.agentId), { callId: event.callId, at });
}
