/** The customer's side: channel sessions that begin, lose their connection, and end (lifecycles §5, §17.5). */
import type { ConnectSession, DisconnectSession, EndSession, StartSession } from './commands.ts';
import type { Queue } from './config.ts';
import type { Rejection } from './rejections.ts';
import type { ChannelSession, Conversation } from './state.ts';
import type { World } from './world.ts';
import type { Turn } from './turn.ts';
import { endAllSessions, endOneSession } from './conversation.ts';
import { isId, lookup } from './lookup.ts';
import { enqueue, lastAgentFor } from './queue.ts';
import { rule } from './rules.ts';
import { emit, newId, refuse } from './turn.ts';

function isPriority(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= 10;
}

/** The queue that a new session asks for: the one it names, else the channel's own. */
function findQueue(turn: Turn, command: StartSession): Queue | Rejection {
  const { config } = turn.world.state;
  const channel = lookup(config.channels, command.channelId);
  if (channel === undefined) return refuse('CHANNEL_NOT_FOUND');
  return lookup(config.queues, command.queueId ?? channel.queueId) ?? refuse('QUEUE_NOT_FOUND');
}

/** The conversation in which the customer is already, if any. */
export function currentConversation({ state, index }: World, customerId: string): Conversation | undefined {
  const id = index.conversationOf.get(customerId);
  return id === undefined ? undefined : lookup(state.conversations, id);
}

function hasRequest(turn: Turn, conversation: Conversation): boolean {
  return conversation.taskIds.some((id) => lookup(turn.world.state.tasks, id)?.state !== 'WRAP_UP');
}

/** A customer comes: a conversation of their own, or the one that is open (idempotent by session id). */
export function startSession(turn: Turn, command: StartSession): Rejection | null {
  const { state } = turn.world;
  const { sessionId, customerId, channelId } = command;
  if (!isId(sessionId) || !isId(customerId) || !isId(command.conversationId)) return refuse('VALIDATION');
  if (!isPriority(command.priority)) return refuse('VALIDATION');
  // The same request again: it has begun already.
  if (Object.hasOwn(state.sessions, sessionId)) return null;
  const queue = findQueue(turn, command);
  if ('code' in queue) return queue;
  const current = currentConversation(turn.world, customerId);
  const conversationId = current?.id ?? command.conversationId;
  if (current === undefined) {
    // Somebody else's, or one that an agent is still wrapping up.
    if (Object.hasOwn(state.conversations, conversationId)) return refuse('VALIDATION');
    emit(turn, { type: 'conversation.opened', conversationId, customerId, direction: 'INBOUND' });
  }
  emit(turn, {
    type: 'session.started',
    sessionId,
    conversationId,
    customerId,
    channelId,
    connectionBound: command.connectionBound,
  });
  emit(turn, {
    type: 'participant.joined',
    conversationId,
    participant: {
      id: newId(turn),
      kind: 'CUSTOMER',
      ref: sessionId,
      role: 'CUSTOMER',
      joinedAt: turn.now,
      taskId: null,
    },
  });
  const conversation = lookup(state.conversations, conversationId);
  if (conversation !== undefined && !hasRequest(turn, conversation)) {
    enqueue(turn, conversation, queue, command.priority, lastAgentFor(turn, queue, customerId));
  }
  return null;
}

type Place = { session: ChannelSession; conversation: Conversation };

function findSession(turn: Turn, sessionId: string): Place | Rejection {
  const { state } = turn.world;
  const session = lookup(state.sessions, sessionId);
  const conversation = session && lookup(state.conversations, session.conversationId);
  if (session === undefined || conversation === undefined) return refuse('SESSION_NOT_FOUND');
  return { session, conversation };
}

/** A session ends; SESSION_NOT_FOUND when it has already. */
export function endSession(turn: Turn, command: EndSession): Rejection | null {
  const place = findSession(turn, command.sessionId);
  if ('code' in place) return place;
  endOneSession(turn, place.conversation, command.sessionId, command.reason);
  return null;
}

/** The customer is back; nothing when never away. */
export function connectSession(turn: Turn, command: ConnectSession): Rejection | null {
  const place = findSession(turn, command.sessionId);
  if ('code' in place) return place;
  if (!place.session.connected) {
    emit(turn, {
      type: 'session.connected',
      sessionId: command.sessionId,
      conversationId: place.conversation.id,
    });
  }
  return null;
}

/** A lost customer is waited for; a session that lives without a socket has none to lose. */
export function disconnectSession(turn: Turn, command: DisconnectSession): Rejection | null {
  const place = findSession(turn, command.sessionId);
  if ('code' in place) return place;
  const { session, conversation } = place;
  if (!session.connectionBound || !session.connected) return null;
  const patience = rule(turn.world.state.config, 'customerReconnectMs', {
    queueId: null,
    mrdId: null,
    channelId: session.channelId,
  });
  emit(turn, {
    type: 'session.disconnected',
    sessionId: session.id,
    conversationId: conversation.id,
    reconnectUntil: turn.now + patience,
  });
  return null;
}

/** The customer did not come back in time. */
export function loseSession(turn: Turn, sessionId: string): void {
  const place = findSession(turn, sessionId);
  if ('code' in place) return;
  endOneSession(turn, place.conversation, sessionId, 'NETWORK');
}

/** It was the customer's turn for too long (lifecycles §14, customer SLA). */
export function endInactive(turn: Turn, conversationId: string): void {
  const conversation = lookup(turn.world.state.conversations, conversationId);
  if (conversation !== undefined) endAllSessions(turn, conversation, 'INACTIVITY');
}
