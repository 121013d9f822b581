/** The customer's side: channel sessions that begin, lose their connection, and end (C1–C8, G5). */
import type { ConnectSession, DisconnectSession, EndSession, StartSession } from './commands.ts';
import type { ChannelEntry } from './config.ts';
import type { EventOf } from './events.ts';
import type { Rejection } from './rejections.ts';
import type { ChannelSession, Conversation, SessionEndReason } from './state.ts';
import type { World } from './world.ts';
import type { Turn } from './turn.ts';
import { changeState } from './conversation-state.ts';
import { awaitsAgent, endAllSessions, endIfUnserved, endOneSession, isListed } from './conversation.ts';
import { tasksOf } from './find.ts';
import { isId, lookup } from './lookup.ts';
import { hasPrimary } from './participant.ts';
import { isPriority } from './priority.ts';
import { enqueue, lastAgentFor, rankAnew } from './queue.ts';
import { conversationQuota } from './quotas.ts';
import { channelOf, rule } from './rules.ts';
import { servesCustomer } from './task-modes.ts';
import { emit, newId, refuse } from './turn.ts';

/** Where a new session leads: to the queue it names, else to what its channel leads to. */
function findEntry(turn: Turn, command: StartSession): ChannelEntry | Rejection {
  const { config } = turn.world.state;
  const channel = lookup(config.channels, command.channelId);
  if (channel === undefined) return refuse('CHANNEL_NOT_FOUND');
  const { queueId, botId } = command;
  const entry: ChannelEntry = queueId === null ? channel.entry : { kind: 'QUEUE', queueId };
  // Nobody comes by it but with a call.
  if (entry.kind === 'ELSEWHERE') return refuse('CHANNEL_NOT_FOUND');
  if (entry.kind === 'QUEUE' && !Object.hasOwn(config.queues, entry.queueId))
    return refuse('QUEUE_NOT_FOUND');
  if (botId === undefined) return entry;
  return isId(botId) ? { kind: 'BOT', botId } : refuse('VALIDATION');
}

/** Lets the customer wait in a queue, stand on a list or meet a bot. */
function enter(turn: Turn, conversation: Conversation, entry: ChannelEntry, priority: number): void {
  const conversationId = conversation.id;
  switch (entry.kind) {
    case 'QUEUE': {
      const queue = lookup(turn.world.state.config.queues, entry.queueId);
      if (queue === undefined) return;
      enqueue(turn, conversation, queue, priority, lastAgentFor(turn, queue, conversation.customerId));
      return;
    }
    case 'LIST':
      emit(turn, { type: 'conversation.listed', conversationId, listId: entry.listId });
      return;
    case 'BOT':
      emit(turn, {
        type: 'participant.joined',
        conversationId,
        participant: {
          id: newId(turn),
          kind: 'BOT',
          ref: entry.botId,
          role: 'PRIMARY',
          joinedAt: turn.now,
          taskId: null,
        },
      });
      return;
    case 'ELSEWHERE':
      return;
  }
}

/** The conversation in which the customer is already, if any. */
export function currentConversation({ state, index }: World, customerId: string): Conversation | undefined {
  const id = index.conversationOf.get(customerId);
  return id === undefined ? undefined : lookup(state.conversations, id);
}

/** Whether somebody serves the customer or is searched for: then a further session needs nobody else. */
function isCaredFor(turn: Turn, conversation: Conversation): boolean {
  if (conversation.listId !== null || hasPrimary(conversation)) return true;
  return tasksOf(turn, conversation).some((task) => task.state !== 'WRAP_UP' && servesCustomer(task));
}

/** A session of the customer begins in a conversation that is open. */
export function addSession(turn: Turn, session: Omit<EventOf<'session.started'>, 'type'>): void {
  const { conversationId, sessionId } = session;
  emit(turn, { ...session, type: 'session.started' });
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
}

/** Nobody serves the customer any more: they go where their first session leads to. */
function enterAgain(turn: Turn, conversation: Conversation, priority: number): void {
  const { config } = turn.world.state;
  const entry = lookup(config.channels, channelOf(turn.world.state, conversation) ?? '')?.entry;
  const bot = conversation.participants.find(({ kind }) => kind === 'BOT');
  if (entry === undefined || entry.kind === 'ELSEWHERE' || (entry.kind === 'BOT' && bot !== undefined))
    endIfUnserved(turn, conversation, 'AGENT');
  else enter(turn, conversation, entry, priority);
  // Nobody has joined there, and somebody talked to the customer before.
  if (entry?.kind === 'LIST') changeState(turn, conversation, 'INACTIVE');
}

/** V5: a call is over. What the customer wrote in the meantime finds somebody else, where nobody is left. */
export function goOnInWriting(turn: Turn, conversation: Conversation, priority: number): void {
  if (conversation.sessionIds.length === 0) return;
  if (hasPrimary(conversation) || awaitsAgent(turn, conversation)) return;
  if (isListed(turn, conversation)) changeState(turn, conversation, 'INACTIVE');
  else enterAgain(turn, conversation, priority);
}

/** A customer comes: a conversation of their own, or the one that is open (idempotent by session id). */
export function startSession(turn: Turn, command: StartSession): Rejection | null {
  const { state } = turn.world;
  const { sessionId, customerId, channelId } = command;
  if (!isId(sessionId) || !isId(customerId) || !isId(command.conversationId)) return refuse('VALIDATION');
  const { priority, labelPriority } = command;
  if (!isPriority(priority) || (labelPriority !== undefined && !isPriority(labelPriority)))
    return refuse('VALIDATION');
  // The same request again: it has begun already.
  if (Object.hasOwn(state.sessions, sessionId)) return null;
  const entry = findEntry(turn, command);
  if ('code' in entry) return entry;
  const current = currentConversation(turn.world, customerId);
  const conversationId = current?.id ?? command.conversationId;
  if (current === undefined) {
    // Somebody else's, or one that an agent is still wrapping up.
    if (Object.hasOwn(state.conversations, conversationId)) return refuse('VALIDATION');
    const full = conversationQuota(turn.world);
    if (full !== null) return full;
    emit(turn, { type: 'conversation.opened', conversationId, customerId, direction: 'INBOUND' });
  }
  const { connectionBound } = command;
  const labels = labelPriority === undefined ? {} : { labelPriority };
  addSession(turn, { sessionId, conversationId, customerId, channelId, connectionBound, ...labels });
  const conversation = lookup(state.conversations, conversationId);
  if (conversation === undefined) return null;
  if (isCaredFor(turn, conversation)) rankAnew(turn, conversation);
  else enter(turn, conversation, entry, priority);
  return null;
}

type OpenSession = { session: ChannelSession; conversation: Conversation };

function findSession(turn: Turn, sessionId: string): OpenSession | Rejection {
  const { state } = turn.world;
  const session = lookup(state.sessions, sessionId);
  const conversation = session && lookup(state.conversations, session.conversationId);
  if (session === undefined || conversation === undefined) return refuse('SESSION_NOT_FOUND');
  return { session, conversation };
}

function endFound(turn: Turn, { session, conversation }: OpenSession, reason: SessionEndReason): void {
  const wasCall = session.legs !== undefined;
  endOneSession(turn, conversation, session.id, reason);
  if (wasCall) goOnInWriting(turn, conversation, 1);
}

/** A session ends; SESSION_NOT_FOUND when it has already. */
export function endSession(turn: Turn, command: EndSession): Rejection | null {
  const found = findSession(turn, command.sessionId);
  if ('code' in found) return found;
  endFound(turn, found, command.reason);
  return null;
}

/** The customer is back; nothing when never away. */
export function connectSession(turn: Turn, command: ConnectSession): Rejection | null {
  const found = findSession(turn, command.sessionId);
  if ('code' in found) return found;
  // Who is on the telephone is back with the next part of the call alone (V5).
  if (!found.session.connected && found.session.legs === undefined) {
    emit(turn, {
      type: 'session.connected',
      sessionId: command.sessionId,
      conversationId: found.conversation.id,
    });
  }
  return null;
}

/** A lost customer is waited for; a session that lives without a socket has none to lose. */
export function disconnectSession(turn: Turn, command: DisconnectSession): Rejection | null {
  const found = findSession(turn, command.sessionId);
  if ('code' in found) return found;
  const { session, conversation } = found;
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
  const found = findSession(turn, sessionId);
  if ('code' in found) return;
  endFound(turn, found, 'NETWORK');
}

/** It was the customer's turn for too long (C9). */
export function endInactive(turn: Turn, conversationId: string): void {
  const conversation = lookup(turn.world.state.conversations, conversationId);
  if (conversation !== undefined) endAllSessions(turn, conversation, 'INACTIVITY');
}
