/** Messages, receipts and typing: who may say what to whom. Bodies never come here. */
import type { IndicateTyping, MarkMessage, SendMessage, Sender } from './commands.ts';
import type { Rejection } from './rejections.ts';
import type { Conversation, Participant } from './state.ts';
import type { Turn } from './turn.ts';
import { awaitAnswer } from './answering.ts';
import { changeState, settleAnswer } from './conversation-state.ts';
import { enteredUnder, isRejection, openConversation } from './find.ts';
import { lowerHands } from './hand.ts';
import { isId, lookup } from './lookup.ts';
import { agentIn, botIn, customerIn, maySend } from './participant.ts';
import { hasRestingKind } from './pausing.ts';
import { isNews } from './receipts.ts';
import { planReminders } from './reminding.ts';
import { channelOf, rule } from './rules.ts';
import type { RuleScope } from './rules.ts';
import { emit, refuse, signal } from './turn.ts';

function findSender(turn: Turn, conversation: Conversation, sender: Sender): Participant | Rejection {
  if (sender.kind === 'AGENT') return agentIn(conversation, sender.agentId) ?? refuse('NOT_A_PARTICIPANT');
  if (sender.kind === 'BOT') return botIn(conversation, sender.botId) ?? refuse('NOT_A_PARTICIPANT');
  const session = lookup(turn.world.state.sessions, sender.sessionId);
  if (session === undefined) return refuse('SESSION_NOT_FOUND');
  return customerIn(conversation, sender.sessionId) ?? refuse('NOT_A_PARTICIPANT');
}

/** Whether a participant of this kind can see a message at all: customers and bots see no whisper (I10). */
function isVisible(conversation: Conversation, messageId: string, kind: Participant['kind']): boolean {
  if (!Object.hasOwn(conversation.messages, messageId)) return false;
  return kind === 'AGENT' || !Object.hasOwn(conversation.internal, messageId);
}

function scopeOf(turn: Turn, conversation: Conversation, participant: Participant): RuleScope {
  const { state } = turn.world;
  const task = participant.taskId === null ? undefined : lookup(state.tasks, participant.taskId);
  return {
    queueId: task?.queueId ?? null,
    mrdId: task?.mrdId ?? null,
    channelId:
      participant.kind === 'CUSTOMER'
        ? (lookup(state.sessions, participant.ref)?.channelId ?? null)
        : channelOf(state, conversation),
  };
}

/** C9: an agent's message makes it the customer's turn, the customer's ends it. */
function inactiveAfter(
  turn: Turn,
  conversation: Conversation,
  participant: Participant,
  { kind }: SendMessage,
): number | null {
  if (kind !== 'MESSAGE' || conversation.sessionIds.length === 0) return conversation.inactiveAt;
  if (conversation.state === 'ON_HOLD') return null;
  if (participant.kind === 'CUSTOMER') return null;
  // V4: who talks is not silent.
  if (!hasRestingKind(turn.world.state, conversation)) return null;
  const scope = scopeOf(turn, conversation, participant);
  const patience = rule(turn.world.state.config, 'customerInactivityMs', scope);
  return patience > 0 ? turn.now + patience : null;
}

/**
 * D20: a silent monitor who says something is silent no more. A bot's first words begin the conversation, an agent's
 * to the customer go on with one that rests (C20).
 */
function showUp(
  turn: Turn,
  conversation: Conversation,
  { id, kind, role, ref }: Participant,
  said: SendMessage['kind'],
): void {
  if (role === 'SILENT_MONITOR') {
    emit(turn, {
      type: 'participant.roleChanged',
      conversationId: conversation.id,
      participantId: id,
      role: 'WHISPER',
      previousRole: role,
    });
    lowerHands(turn, conversation);
  }
  if (kind === 'BOT' && conversation.state === 'CREATED') changeState(turn, conversation, 'ACTIVE');
  if (kind === 'AGENT' && said === 'MESSAGE' && conversation.state === 'ON_HOLD')
    changeState(turn, conversation, 'ACTIVE', ref);
}

/** C25: an agent's words are the answer; the customer's await one, unless an earlier one is awaited already. */
function followAnswer(turn: Turn, conversation: Conversation, { kind }: Participant): void {
  if (kind === 'AGENT') settleAnswer(turn, conversation);
  else if (kind === 'CUSTOMER' && conversation.answer === undefined) awaitAnswer(turn, conversation);
}

/** Somebody says something; the same message id again is answered ok and changes nothing. */
export function sendMessage(turn: Turn, command: SendMessage): Rejection | null {
  const { messageId, kind, replyTo, sender } = command;
  const conversation = openConversation(turn, command.conversationId);
  if (isRejection(conversation)) return conversation;
  const participant = findSender(turn, conversation, sender);
  if (isRejection(participant)) return participant;
  if (!isId(messageId)) return refuse('VALIDATION');
  // L-M4, L-M5: the same message again has been sent already, whatever has happened since.
  if (Object.hasOwn(conversation.messages, messageId)) return null;
  if (!maySend(participant, kind)) return refuse('ROLE_NOT_ALLOWED');
  // An agent has entered a wrap-up under this id: other words must not take its place (I12).
  const entered = enteredUnder(turn, conversation, messageId);
  const isOwnWrapup = kind === 'WRAPUP' && entered?.id === participant.taskId;
  if (entered !== undefined && !isOwnWrapup) return refuse('VALIDATION');
  const limit = rule(turn.world.state.config, 'maxTextLength', scopeOf(turn, conversation, participant));
  if (!(command.textLength <= limit)) return refuse('TOO_LONG');
  // A reply visible to the customer may only quote a message the customer can see (I10); among agents, any.
  const readers = kind === 'MESSAGE' ? 'CUSTOMER' : participant.kind;
  if (replyTo !== null && !isVisible(conversation, replyTo, readers)) return refuse('MESSAGE_NOT_FOUND');
  showUp(turn, conversation, participant, kind);
  emit(turn, {
    type: 'message.sent',
    conversationId: conversation.id,
    messageId,
    sender,
    kind,
    visibility: kind === 'MESSAGE' ? 'ALL' : 'AGENTS',
    replyTo,
    inactiveAt: inactiveAfter(turn, conversation, participant, command),
    ...(command.to !== undefined && { to: [...command.to] }),
  });
  if (kind === 'MESSAGE') {
    planReminders(turn, conversation);
    followAnswer(turn, conversation, participant);
  }
  return null;
}

/** A receipt by somebody who can see the message, or by the connector that carried it. */
export function markMessage(turn: Turn, command: MarkMessage): Rejection | null {
  const { messageId, status, by } = command;
  const conversation = openConversation(turn, command.conversationId);
  if (isRejection(conversation)) return conversation;
  if (by.kind !== 'SYSTEM') {
    const participant = findSender(turn, conversation, by);
    if (isRejection(participant)) return participant;
    if (!isVisible(conversation, messageId, participant.kind)) return refuse('MESSAGE_NOT_FOUND');
  } else if (!isVisible(conversation, messageId, 'CUSTOMER')) {
    // A connector only knows what went out to the customer.
    return refuse('MESSAGE_NOT_FOUND');
  }
  if (!isNews(conversation, command)) return null;
  emit(turn, {
    type: 'message.marked',
    conversationId: conversation.id,
    messageId,
    status,
    by,
    reason: command.reason,
  });
  return null;
}

/** A participant types; passed on as a signal. */
export function indicateTyping(turn: Turn, command: IndicateTyping): Rejection | null {
  const conversation = openConversation(turn, command.conversationId);
  if (isRejection(conversation)) return conversation;
  const participant = findSender(turn, conversation, command.by);
  if (isRejection(participant)) return participant;
  signal(turn, { type: 'typing', conversationId: conversation.id, by: command.by, on: command.on });
  return null;
}
