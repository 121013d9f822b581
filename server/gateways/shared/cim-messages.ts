/** Messages, receipts and typing as CIM events: who wrote is said by the server, what was written is untouched. */
import type { MessageBody } from '../../../protocol/cim/body.ts';
import type { CimEvent } from '../../../protocol/cim/event.ts';
import type { CimMessage, MessageHeader } from '../../../protocol/cim/message.ts';
import type { ChannelSession, Sender } from '../../../protocol/cim/parties.ts';
import type { Sender as Acting } from '../../core/commands.ts';
import type { DomainEvent, EventOf, Signal } from '../../core/events.ts';
import {
  agentSender,
  botSender,
  briefCustomer,
  briefSession,
  customerSender,
  SYSTEM_SENDER,
} from './cim-parties.ts';
import { envelope, type Stamp, type Scope } from './cim-scope.ts';
import { isSuggestion, suggestionOf } from './bot-suggestion.ts';
import type { Rating } from '../../store/ratings.ts';
import type { StoredHeader } from '../../wire/message-content.ts';
import { roomOf } from './wire-ids.ts';

type Happened<T> = T & Pick<DomainEvent, 'at' | 'streamSeq'>;

/** What is left of a message that has been erased. */
const ERASED: MessageBody = { type: 'PLAIN', markdownText: '', erased: true };

/**
 * CUSTOMER_MESSAGE, BOT_MESSAGE, AGENT_MESSAGE (also a wrap-up, one with a WRAPUP body), WHISPER_MESSAGE, or what a bot
 * suggests: BOT_SUGGESTION.
 */
export function messageEvent(event: Happened<EventOf<'message.sent'>>, scope: Scope): CimEvent {
  const { conversationId, messageId } = event;
  const content = scope.message(conversationId, messageId);
  const header = (content?.header ?? null) as Partial<StoredHeader> | null;
  const body = (content?.body as MessageBody | undefined) ?? ERASED;
  const session = messageSession(event.sender, header?.channelSessionId ?? null, conversationId, scope);
  const sender = senderOf(event.sender, conversationId, scope, header?.sender);
  const message = cimMessage(messageId, conversationId, event.at, sender, header, body, session, scope);
  message.header.originalMessageId ??= event.replyTo;
  if (event.sender.kind === 'BOT' && isSuggestion(body)) {
    const data = suggestionOf(message);
    return envelope('BOT_SUGGESTION', 'SUGGESTION', conversationId, event, data, { sender, session });
  }
  return envelope(nameOf(event), 'MESSAGE', conversationId, event, message, { sender, session });
}

function nameOf({
  sender,
  kind,
}: EventOf<'message.sent'>): 'CUSTOMER_MESSAGE' | 'AGENT_MESSAGE' | 'BOT_MESSAGE' | 'WHISPER_MESSAGE' {
  if (sender.kind === 'CUSTOMER') return 'CUSTOMER_MESSAGE';
  if (kind === 'WHISPER') return 'WHISPER_MESSAGE';
  return sender.kind === 'BOT' ? 'BOT_MESSAGE' : 'AGENT_MESSAGE';
}

/**
 * The author has changed a message (intent UPDATE) or taken it back (a body of type DELETEDNOTIFICATION); which one stands
 * in `originalMessageId`. Null once its text has been erased.
 */
export function changedMessageEvent(
  event: Happened<EventOf<'message.edited' | 'message.deleted'>>,
  scope: Scope,
): CimEvent | null {
  const { conversationId, messageId, agentId, number } = event;
  const content = scope.message(conversationId, messageId);
  const isDeleted = event.type === 'message.deleted';
  if (content === undefined && !isDeleted) return null;
  const header = (content?.header ?? null) as Partial<StoredHeader> | null;
  const body: MessageBody = isDeleted
    ? { type: 'DELETEDNOTIFICATION', markdownText: '', messageId, timestamp: event.at }
    : ((content?.body as MessageBody | undefined) ?? ERASED);
  const by: Acting = { kind: 'AGENT', agentId };
  const session = messageSession(by, header?.channelSessionId ?? null, conversationId, scope);
  const sender = senderOf(by, conversationId, scope, header?.sender);
  const id = `${messageId}:${number}`;
  const message = cimMessage(id, conversationId, event.at, sender, header, body, session, scope);
  message.header.intent = isDeleted ? null : 'UPDATE';
  message.header.originalMessageId = messageId;
  const name = event.visibility === 'AGENTS' ? 'WHISPER_MESSAGE' : 'AGENT_MESSAGE';
  return envelope(name, 'MESSAGE', conversationId, event, message, { sender, session });
}

/** MESSAGE_DELIVERY_NOTIFICATION: how far somebody has received or read, or that delivery failed. */
export function receiptEvent(event: Happened<EventOf<'message.marked'>>, scope: Scope): CimEvent {
  const { conversationId } = event;
  const by = event.by;
  const session = by.kind === 'CUSTOMER' ? sessionOf(by, conversationId, scope) : undefined;
  // Desks tell "the customer has read" by CUSTOMER, "an agent has read" by AGENT, "it failed" by SYSTEM.
  const sender =
    by.kind === 'SYSTEM'
      ? SYSTEM_SENDER
      : by.kind === 'CUSTOMER'
        ? { ...senderOf(by, conversationId, scope), type: 'CUSTOMER' }
        : senderOf(by, conversationId, scope);
  const body: MessageBody = {
    type: 'DELIVERYNOTIFICATION',
    markdownText: '',
    messageId: event.messageId,
    status: event.status,
    reasonCode: event.reason ?? (event.status === 'FAILED' ? '500' : '200'),
  };
  const id = `${conversationId}:${event.streamSeq}`;
  const message = cimMessage(id, conversationId, event.at, sender, null, body, session, scope);
  return envelope('MESSAGE_DELIVERY_NOTIFICATION', 'NOTIFICATION', conversationId, event, message, {
    sender,
    session,
  });
}

/** The most stars that a chat can get. */
const MOST_STARS = 5;

/**
 * The customer's rating as a message of theirs with a body of type FEEDBACK, an addition of ours: `rating` from
 * 1 to 5, and stars and words as text, so that a desk that does not know it shows it all the same. `streamSeq` is
 * a place after the end of the conversation.
 */
export function ratingEvent(rating: Rating, streamSeq: number, scope: Scope): CimEvent {
  const { conversationId, at } = rating;
  const stars = '★'.repeat(rating.rating) + '☆'.repeat(MOST_STARS - rating.rating);
  const body: MessageBody = {
    type: 'FEEDBACK',
    markdownText: rating.comment === null ? stars : `${stars}\n${rating.comment}`,
    rating: rating.rating,
    comment: rating.comment,
  };
  const sender = customerSender(scope.customer(conversationId));
  const session = scope.session(conversationId, rating.sessionId);
  const id = `${rating.sessionId}:rating`;
  const message = cimMessage(id, conversationId, at, sender, null, body, session, scope);
  const stamp: Stamp = { at, streamSeq };
  return envelope('CUSTOMER_MESSAGE', 'MESSAGE', conversationId, stamp, message, { id, sender, session });
}

/** TYPING_INDICATOR: passed on and forgotten, so it has no sequence. */
export function typingEvent(signal: Signal & { type: 'typing' }, at: number, scope: Scope): CimEvent {
  const { conversationId, by } = signal;
  const session = sessionOf(by, conversationId, scope);
  const sender = senderOf(by, conversationId, scope);
  const body: MessageBody = {
    type: 'NOTIFICATION',
    markdownText: '',
    notificationType: signal.on ? 'TYPING_STARTED' : 'TYPING_STOPPED',
  };
  const id = `${conversationId}:typing:${sender.id}:${at}`;
  const message = cimMessage(id, conversationId, at, sender, null, body, session, scope);
  const stamp: Stamp = { at, streamSeq: null };
  return envelope('TYPING_INDICATOR', 'NOTIFICATION', conversationId, stamp, message, {
    id,
    sender,
    session,
  });
}

function cimMessage(
  id: string,
  conversationId: string,
  at: number,
  sender: Sender,
  stored: Partial<StoredHeader> | null,
  body: MessageBody,
  session: ChannelSession | undefined,
  scope: Scope,
): CimMessage {
  const header: MessageHeader = {
    sender,
    channelData: session?.channelData ?? null,
    language: stored?.language ?? {},
    timestamp: at,
    securityInfo: {},
    stamps: [],
    intent: stored?.intent ?? null,
    entities: stored?.entities ?? {},
    channelSessionId: session?.id ?? null,
    conversationId,
    customer: briefCustomer(session?.customer ?? scope.customer(conversationId)),
    originalMessageId: stored?.originalMessageId ?? null,
    providerMessageId: stored?.providerMessageId ?? null,
    ...(stored?.providerTimestamp !== undefined && { providerTimestamp: stored.providerTimestamp }),
    ...(stored?.editedAt !== undefined && { editedAt: stored.editedAt }),
    schedulingMetaData: null,
    roomId: roomOf(conversationId).id,
  };
  return { id, header, body };
}

/** The customer is always shown as the conversation's own; an agent and a bot as stored, else by today's name. */
function senderOf(by: Acting, conversationId: string, scope: Scope, stored?: Sender): Sender {
  if (by.kind === 'CUSTOMER') return customerSender(scope.customer(conversationId));
  if (by.kind === 'BOT')
    return stored?.type === 'BOT' && stored.id === by.botId ? stored : botSender(by.botId);
  return stored?.type === 'AGENT' && stored.id === by.agentId
    ? stored
    : agentSender(scope.directory, by.agentId);
}

function sessionOf(by: Acting, conversationId: string, scope: Scope): ChannelSession | undefined {
  const session =
    (by.kind === 'CUSTOMER' ? scope.session(conversationId, by.sessionId) : undefined) ??
    scope.answeringSession(conversationId);
  return session === undefined ? undefined : briefSession(session);
}

function messageSession(
  by: Acting,
  chosen: string | null,
  conversationId: string,
  scope: Scope,
): ChannelSession | undefined {
  if (by.kind === 'CUSTOMER' || chosen === null) return sessionOf(by, conversationId, scope);
  const session = scope.session(conversationId, chosen);
  return session === undefined ? sessionOf(by, conversationId, scope) : briefSession(session);
}
