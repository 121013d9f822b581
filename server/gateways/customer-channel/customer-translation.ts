/** Translates a conversation's events for the web channel. */
import { recentlyUsed } from '../../recently-used.ts';
import { lookup } from '../../core/lookup.ts';
import type { DomainEvent } from '../../core/events.ts';
import type { CustomerTranslation, FramePlace } from '../../customers/customer-translation.ts';
import type { Turn } from '../../engine/contract.ts';
import type { StoredMessage } from '../../wire/message-content.ts';
import type { GatewayContext } from '../shared/context.ts';
import {
  changedFrame,
  endedFrame,
  messageFrame,
  noAgentFrame,
  restFrame,
  presenceFrame,
  queueFrame,
  receiptFrame,
  reminderFrame,
  transferredFrame,
  typingFrame,
} from './customer-frames.ts';
import type { CustomerFrame } from './customer-frames.ts';

export function customerTranslation({
  directory,
}: Pick<GatewayContext, 'directory'>): CustomerTranslation<CustomerFrame> {
  const chosen = new ChosenNames();
  return {
    event: (event, sessionId, turn) => {
      chosen.learn(event, turn);
      return eventFrame(event, sessionId, turn, directory(), chosen);
    },
    typing: (signal, at, place) => {
      const { by, conversationId } = signal;
      const nickname = by.kind === 'AGENT' ? chosen.of(conversationId, by.agentId) : undefined;
      return typingFrame(signal, at, place, directory(), nickname);
    },
    wait: queueFrame,
  };
}

/** Conversations and agents of which a name is remembered; the longest unused is forgotten first. */
const MOST_NAMES = 100_000;

/** The names by which customers know agents who chose one: from when they came, and from what they wrote. */
class ChosenNames {
  readonly #names = recentlyUsed<string, string>(MOST_NAMES);

  of(conversationId: string, agentId: string): string | undefined {
    return this.#names.get(`${conversationId} ${agentId}`);
  }

  learn(event: DomainEvent, { content }: Turn): void {
    if (event.type === 'participant.joined') {
      const { ref } = event.participant;
      this.#keep(event.conversationId, ref, lookup(content.nicknames ?? {}, ref));
    } else if (event.type === 'message.sent' && event.sender.kind === 'AGENT') {
      const message = lookup(content.messages ?? {}, event.messageId) as unknown as StoredMessage | undefined;
      const nickname = message?.header.sender.additionalDetail?.nickname;
      this.#keep(event.conversationId, event.sender.agentId, nickname);
    }
  }

  #keep(conversationId: string, agentId: string, nickname: unknown): void {
    if (typeof nickname === 'string') this.#names.set(`${conversationId} ${agentId}`, nickname);
  }
}

function eventFrame(
  event: DomainEvent,
  sessionId: string,
  turn: Turn,
  directory: ReturnType<GatewayContext['directory']>,
  chosen: ChosenNames,
): CustomerFrame | null {
  const place = (conversationId: string): FramePlace => ({ conversationId, sessionId });
  switch (event.type) {
    case 'message.sent':
      return messageFrame(
        event,
        turn.content.messages?.[event.messageId],
        place(event.conversationId),
        directory,
      );
    case 'message.marked':
      return receiptFrame(
        event,
        place(event.conversationId),
        directory,
        event.by.kind === 'AGENT' ? chosen.of(event.conversationId, event.by.agentId) : undefined,
      );
    case 'participant.joined':
    case 'participant.left': {
      const { participant } = event;
      if (participant.kind !== 'AGENT') return null;
      const came = event.type === 'participant.joined';
      const nickname = chosen.of(event.conversationId, participant.ref);
      return presenceFrame(came, participant, event, place(event.conversationId), directory, nickname);
    }
    case 'participant.roleChanged': {
      const came = event.role === 'PRIMARY';
      const all = lookup(turn.world.state.conversations, event.conversationId)?.participants ?? [];
      const participant = all.find(({ id }) => id === event.participantId);
      if (participant?.kind !== 'AGENT' || came === (event.previousRole === 'PRIMARY')) return null;
      const nickname = chosen.of(event.conversationId, participant.ref);
      return presenceFrame(came, participant, event, place(event.conversationId), directory, nickname);
    }
    case 'request.expired':
      return noAgentFrame(event, place(event.conversationId));
    case 'task.queued':
      return handedOverFrame(event, place, turn);
    case 'session.ended':
      // The end of another session of the same customer is not told to this one.
      return event.sessionId === sessionId ? endedFrame(event) : null;
    case 'conversation.paused':
      return restFrame(event.endsAt, event, place(event.conversationId));
    case 'conversation.resumed':
      // A customer whose chat ends is not told that it continues.
      return lookup(turn.world.state.sessions, sessionId) === undefined
        ? null
        : restFrame(null, event, place(event.conversationId));
    case 'message.edited':
    case 'message.deleted':
      return changedFrame(
        event,
        turn.content.messages?.[event.messageId],
        place(event.conversationId),
        directory,
      );
    case 'conversation.customerReminded':
      return reminderFrame(event, place(event.conversationId));
    case 'configured':
    case 'agent.active':
    case 'agent.idleWarned':
    case 'conversation.answerAwaited':
    case 'conversation.answerSettled':
    case 'conversation.remindersPlanned':
    case 'conversation.customerChanged':
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
    case 'agent.signedOut':
    case 'task.started':
    case 'task.stepReached':
    case 'task.offered':
    case 'task.accepted':
    case 'task.redirected':
    case 'task.wrapupStarted':
    case 'task.wrapupExtended':
    case 'task.wrapupEntered':
    case 'task.closed':
    case 'conversation.opened':
    case 'conversation.stateChanged':
    case 'conversation.listed':
    case 'conversation.handRaised':
    case 'conversation.handLowered':
    case 'conversation.overseen':
    case 'call.legStarted':
    case 'call.legEnded':
    case 'call.held':
    case 'call.ended':
    case 'agent.callPassed':
    case 'conversation.ownerChanged':
    case 'conversation.closed':
    case 'session.started':
    case 'session.connected':
    case 'session.disconnected':
      return null;
  }
}

/** That somebody else is asked now; not, when that came to nothing and goes on elsewhere. */
function handedOverFrame(
  { task, ...at }: Extract<DomainEvent, { type: 'task.queued' }>,
  place: (conversationId: string) => FramePlace,
  turn: Turn,
): CustomerFrame | null {
  const { direction, attempt, target, queueId, requestedBy, conversationId } = task;
  if (direction !== 'DIRECT_TRANSFER' || attempt > 1) return null;
  if (target.kind === 'QUEUE') {
    const queue = lookup(turn.world.state.config.queues, queueId ?? '');
    return transferredFrame(queue?.name ?? null, at, place(conversationId));
  }
  const returns = requestedBy?.kind === 'AGENT' && requestedBy.agentId === target.agentId;
  return returns ? null : transferredFrame(null, at, place(conversationId));
}
