/** A decision in progress: numbers its events, applies each at once, and collects them. */
import type { DomainEvent, EventBody, Signal } from './events.ts';
import type { Rejection, RejectionCode } from './rejections.ts';
import type { World } from './world.ts';
import { evolve } from './evolve.ts';
import { lookup } from './lookup.ts';
import { REJECTIONS } from './rejections.ts';
import { deriveUuid, digest } from './uuid.ts';
import type { Digest } from './uuid.ts';

/** The working context that every handler gets. */
export type Turn = {
  readonly world: World;
  /** Epoch ms, never before the state's clock. */
  readonly now: number;
  readonly events: DomainEvent[];
  readonly signals: Signal[];
  /** Agents whose place in the queues may have changed: routing looks at them when the turn settles. */
  readonly stirred: string[];
  /** Tasks that began to wait or reached a further circle of agents. */
  readonly unplaced: string[];
  readonly ids: { readonly commandId: string; readonly salt: number; digest: Digest | null; count: number };
};

/** A turn at `now` (epoch ms), or at the state's clock when that is later. */
export function beginTurn(world: World, commandId: string, now: number): Turn {
  return {
    world,
    now: Math.max(now, world.state.clock),
    events: [],
    signals: [],
    stirred: [],
    unplaced: [],
    ids: { commandId, salt: world.state.seq, digest: null, count: 0 },
  };
}

/** A further id of this turn. */
export function newId(turn: Turn): string {
  const { ids } = turn;
  ids.digest ??= digest(ids.commandId);
  ids.count += 1;
  return deriveUuid(ids.digest, ids.salt, ids.count);
}

type Stream = { stream: string; last: number };

/**
 * A conversation's stream begins with `conversation.opened` and ends with `conversation.closed`. A fact about one
 * that is not there would begin the stream again at 1: that is a mistake in a rule, and nothing may be written.
 */
function conversationStream(world: World, conversationId: string, type: EventBody['type']): Stream {
  const conversation = lookup(world.state.conversations, conversationId);
  if ((conversation === undefined) !== (type === 'conversation.opened')) {
    throw new Error(`${type} cannot happen in the conversation ${conversationId}`);
  }
  return { stream: `conversation:${conversationId}`, last: conversation?.seq ?? 0 };
}

function streamOf(world: World, body: EventBody): Stream {
  switch (body.type) {
    case 'configured':
      return { stream: 'tenant', last: world.state.tenantSeq };
    case 'agent.signedIn':
    case 'agent.sessionReplaced':
    case 'agent.connected':
    case 'agent.disconnected':
    case 'agent.overseen':
    case 'agent.callMonitored':
    case 'agent.callMonitoringEnded':
    case 'agent.listSubscribed':
    case 'agent.stateChanged':
    case 'agent.mrdStateChanged':
    case 'agent.active':
    case 'agent.callPassed':
    case 'agent.idleWarned':
    case 'agent.signedOut':
      return {
        stream: `agent:${body.agentId}`,
        last: lookup(world.state.agents, body.agentId)?.seq ?? 0,
      };
    case 'task.queued':
    case 'task.started':
      return conversationStream(world, body.task.conversationId, body.type);
    case 'task.stepReached':
    case 'task.offered':
    case 'task.accepted':
    case 'task.redirected':
    case 'task.wrapupStarted':
    case 'task.wrapupExtended':
    case 'task.wrapupEntered':
      return conversationStream(
        world,
        lookup(world.state.tasks, body.taskId)?.conversationId ?? '',
        body.type,
      );
    case 'task.closed':
    case 'request.expired':
    case 'conversation.opened':
    case 'conversation.stateChanged':
    case 'conversation.listed':
    case 'conversation.handRaised':
    case 'conversation.handLowered':
    case 'conversation.overseen':
    case 'conversation.paused':
    case 'conversation.resumed':
    case 'conversation.answerAwaited':
    case 'conversation.answerSettled':
    case 'conversation.remindersPlanned':
    case 'conversation.customerReminded':
    case 'conversation.customerChanged':
    case 'conversation.ownerChanged':
    case 'conversation.closed':
    case 'session.started':
    case 'session.connected':
    case 'session.disconnected':
    case 'session.ended':
    case 'call.legStarted':
    case 'call.legEnded':
    case 'call.held':
    case 'call.ended':
    case 'participant.joined':
    case 'participant.roleChanged':
    case 'participant.left':
    case 'message.sent':
    case 'message.edited':
    case 'message.deleted':
    case 'message.marked':
      return conversationStream(world, body.conversationId, body.type);
  }
}

/** Whom routing has to look at because of this fact. */
function stir(turn: Turn, body: EventBody): void {
  switch (body.type) {
    case 'agent.signedIn':
    case 'agent.connected':
    case 'agent.stateChanged':
    case 'agent.mrdStateChanged':
    case 'task.accepted':
    case 'task.started':
    // A call that is over interrupts nothing any more (M14).
    case 'task.wrapupStarted':
      turn.stirred.push(body.agentId);
      return;
    case 'task.closed':
      if (body.agentId !== null) turn.stirred.push(body.agentId);
      return;
    case 'task.queued':
      turn.unplaced.push(body.task.id);
      return;
    case 'task.stepReached':
      turn.unplaced.push(body.taskId);
      return;
    case 'configured':
    case 'agent.sessionReplaced':
    case 'agent.disconnected':
    case 'agent.overseen':
    case 'agent.callMonitored':
    case 'agent.callMonitoringEnded':
    case 'agent.listSubscribed':
    case 'agent.active':
    case 'agent.callPassed':
    case 'agent.idleWarned':
    case 'agent.signedOut':
    case 'task.offered':
    case 'task.redirected':
    case 'task.wrapupExtended':
    case 'task.wrapupEntered':
    case 'request.expired':
    case 'conversation.opened':
    case 'conversation.stateChanged':
    case 'conversation.listed':
    case 'conversation.handRaised':
    case 'conversation.handLowered':
    case 'conversation.overseen':
    case 'conversation.paused':
    case 'conversation.resumed':
    case 'conversation.answerAwaited':
    case 'conversation.answerSettled':
    case 'conversation.remindersPlanned':
    case 'conversation.customerReminded':
    case 'conversation.customerChanged':
    case 'conversation.ownerChanged':
    case 'conversation.closed':
    case 'session.started':
    case 'session.connected':
    case 'session.disconnected':
    case 'session.ended':
    case 'call.legStarted':
    case 'call.legEnded':
    case 'call.held':
    case 'call.ended':
    case 'participant.joined':
    case 'participant.roleChanged':
    case 'participant.left':
    case 'message.sent':
    case 'message.edited':
    case 'message.deleted':
    case 'message.marked':
      return;
  }
}

/** Lets a fact happen: numbered, true from here on, and part of what the command has caused. */
export function emit(turn: Turn, body: EventBody): void {
  const { world } = turn;
  const { stream, last } = streamOf(world, body);
  // The body becomes the event: it was made for this, and copying it would cost more than deciding.
  const event = body as DomainEvent;
  event.seq = world.state.seq + 1;
  event.at = turn.now;
  event.stream = stream;
  event.streamSeq = last + 1;
  evolve(world, event);
  turn.events.push(event);
  stir(turn, body);
}

/** Tells whom it concerns, without a trace. */
export function signal(turn: Turn, body: Signal): void {
  turn.signals.push(body);
}

/** The refusal of this code, with its wording. */
export function refuse(code: RejectionCode): Rejection {
  return { code, message: REJECTIONS[code] };
}
