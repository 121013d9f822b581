/** Calls in the big day: agents answer, hold, ask others and hang up at the telephone, which tells some of it late or without a time. */
import type { CallLeg, ChannelSession, State } from '../../core/state.ts';
import { legsOf, openLegs } from '../../core/call-legs.ts';
import { isSpoken } from '../../core/mrd-state.ts';
import { agentWho } from '../picks.ts';
import type { Scene, Wish } from '../scene.ts';

const ACTS = { begins: 5, joins: 4, holds: 4, ends: 7, endsUnknown: 1 } as const;

/** More calls at a time would only keep everybody from everything else. */
const MOST_CALLS = 4;

/** What happens at the telephone; null: nothing can now. */
export function callWish(scene: Scene): Wish | null {
  switch (scene.random.weighted(ACTS)) {
    case 'begins':
      return begins(scene);
    case 'joins':
      return joins(scene);
    case 'holds': {
      const leg = openLegWho(scene);
      return (
        leg && { type: 'call.hold', agentId: leg.agentId, callId: leg.callId, on: leg.heldSince === null }
      );
    }
    case 'ends':
      return ends(scene);
    case 'endsUnknown': {
      const agent = agentWho(scene, ({ state }) => state !== 'LOGOUT');
      if (agent === undefined) return null;
      const callId = scene.random.uuid();
      return { type: 'call.endLeg', agentId: agent.id, callId, reason: 'DIALOG_ENDED', endedAt: scene.now };
    }
  }
}

function callsIn({ sessions }: State): ChannelSession[] {
  return Object.values(sessions).filter(({ legs }) => legs !== undefined);
}

function openLegWho({ random, state }: Scene): CallLeg | null {
  return random.pick(callsIn(state).flatMap((session) => openLegs(state, session))) ?? null;
}

/** Somebody who has a phone and is in no call; wrapping one up is no hindrance. */
function idle(scene: Scene): string | undefined {
  const { state } = scene;
  const agent = agentWho(
    scene,
    (one) =>
      one.state !== 'LOGOUT' &&
      legsOf(state, one).length === 0 &&
      Object.keys(one.mrds).some((id) => isSpoken(state.config.mrds[id])),
  );
  return agent?.id;
}

function begins(scene: Scene): Wish | null {
  const { random, state } = scene;
  const agentId = idle(scene);
  const channel = random.pick(
    Object.values(state.config.channels).filter(({ entry }) => entry.kind === 'ELSEWHERE'),
  );
  if (agentId === undefined || channel === undefined || callsIn(state).length >= MOST_CALLS) return null;
  const customerId = (random.chance(0.5) ? random.pick(scene.customers) : undefined) ?? random.uuid();
  scene.isKnownCustomer(customerId);
  const callId = random.uuid();
  return {
    type: 'call.startLeg',
    agentId,
    callId,
    leg: `${agentId}:${callId}`,
    reason: random.chance(0.3) ? 'OUTBOUND' : 'INBOUND',
    channelId: channel.id,
    conversationId: random.uuid(),
    customerId,
    queueId: null,
    address: agentId,
    fromAddress: null,
    associatedId: null,
    answeredAt: random.chance(0.1) ? null : scene.now,
  };
}

/** Another agent comes into a call, or is asked about it. */
function joins(scene: Scene): Wish | null {
  const { random, state } = scene;
  const agentId = idle(scene);
  const session = random.pick(callsIn(state));
  if (agentId === undefined || session === undefined) return null;
  const conversation = state.conversations[session.conversationId];
  const reason = random.weighted({ CONSULT: 3, CONSULT_CONFERENCE: 2, DIRECT_TRANSFER: 2 } as const);
  const callId = reason === 'CONSULT' ? random.uuid() : session.id;
  return {
    type: 'call.startLeg',
    agentId,
    callId,
    leg: `${agentId}:${callId}`,
    reason,
    channelId: session.channelId,
    conversationId: random.uuid(),
    customerId: conversation?.customerId ?? random.uuid(),
    queueId: null,
    address: agentId,
    fromAddress: null,
    associatedId: callId === session.id ? null : session.id,
    answeredAt: scene.now,
  };
}

function ends(scene: Scene): Wish | null {
  const { random, now } = scene;
  const leg = openLegWho(scene);
  if (leg === null) return null;
  const reason = random.weighted({
    DIALOG_ENDED: 6,
    DIRECT_TRANSFER: 1,
    CONSULT_TRANSFER: 1,
    CONSULT_ENDED: 1,
  } as const);
  // Of a part before this one, now and then.
  const endedAt = random.chance(0.1) ? null : random.chance(0.05) ? (leg.answeredAt ?? now) - 1 : now;
  return { type: 'call.endLeg', agentId: leg.agentId, callId: leg.callId, reason, endedAt };
}
