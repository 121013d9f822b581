/** What customers are shown of a conversation's facts. Whether they may see them at all, the core has said. */
import type {
  FrameSender,
  MessageFrame,
  NotificationBody,
  SessionEndedFrame,
  SessionStartedFrame,
} from '../../../protocol/customer-channel/frames.ts';
import { isInternal } from '../../../protocol/cim/body.ts';
import { CUSTOMER_EVENTS, CUSTOMER_NOTIFICATIONS } from '../../../protocol/customer-channel/names.ts';
import type { Directory } from '../../configuration/directory.ts';
import type { Sender } from '../../core/commands.ts';
import type { DomainEvent, EventOf, Signal } from '../../core/events.ts';
import type { Participant } from '../../core/state.ts';
import type { Wait } from '../../core/wait.ts';
import type { CustomerRecord, JsonObject, SessionRecord } from '../../engine/contract.ts';
import { UNNAMED_CUSTOMER } from '../shared/cim-parties.ts';
import type { FramePlace } from '../../customers/customer-translation.ts';
import type { StoredMessage } from '../../wire/message-content.ts';

/** A frame for a customer's socket; every one of them names its conversation and session. */
export type CustomerFrame = { event: string; payload: unknown };

const SYSTEM: FrameSender = { id: 'SYSTEM', type: 'SYSTEM', senderName: '' };

/** An agent as customers know them: by the configured name, never by the user name they sign in with. */
export function agentName(directory: Directory, agentId: string): string {
  const user = directory.user(agentId);
  return user === undefined ? '' : `${user.firstName} ${user.lastName}`.trim();
}

function agentOf(directory: Directory, agentId: string): FrameSender {
  return { id: agentId, type: 'AGENT', senderName: agentName(directory, agentId) };
}

/** Under the name that the agent chose for this conversation, if any. */
function called(sender: FrameSender, nickname: unknown): FrameSender {
  return typeof nickname === 'string' ? { ...sender, senderName: nickname } : sender;
}

function senderOf(directory: Directory, sender: Sender): FrameSender {
  switch (sender.kind) {
    case 'AGENT':
      return agentOf(directory, sender.agentId);
    case 'CUSTOMER':
      return { id: sender.sessionId, type: 'CUSTOMER', senderName: '' };
    case 'BOT':
      return { id: sender.botId, type: 'BOT', senderName: sender.botId };
  }
}

/** A message as stored; null once its text has been erased, or where it was never meant for customers. */
export function messageFrame(
  event: EventOf<'message.sent'> & Pick<DomainEvent, 'at' | 'streamSeq'>,
  content: JsonObject | null | undefined,
  place: FramePlace,
  directory: Directory,
): CustomerFrame | null {
  if (content === null || content === undefined) return null;
  const { header, body } = content as unknown as StoredMessage;
  if (isInternal(body)) return null;
  const sender = called(senderOf(directory, event.sender), header.sender.additionalDetail?.nickname);
  return messageReceived({
    id: event.messageId,
    seq: event.streamSeq,
    header: {
      sender,
      timestamp: event.at,
      conversationId: place.conversationId,
      channelSessionId: place.sessionId,
      originalMessageId: event.replyTo ?? header.originalMessageId,
      intent: header.intent,
      ...(header.editedAt !== undefined && { editedAt: header.editedAt }),
    },
    // Any body of the catalogue; the customer's client draws what it knows.
    body: body as MessageFrame['body'],
  });
}

/** The author has changed a message (intent UPDATE) or taken it back; which one stands in `originalMessageId`. */
export function changedFrame(
  event: EventOf<'message.edited' | 'message.deleted'> & Pick<DomainEvent, 'at' | 'streamSeq'>,
  content: JsonObject | null | undefined,
  place: FramePlace,
  directory: Directory,
): CustomerFrame | null {
  const { messageId, number, agentId } = event;
  const isDeleted = event.type === 'message.deleted';
  if (!isDeleted && (content === null || content === undefined)) return null;
  const body = isDeleted
    ? { type: 'DELETEDNOTIFICATION', messageId, timestamp: event.at }
    : (content as unknown as StoredMessage).body;
  return messageReceived({
    id: `${messageId}:${number}`,
    seq: event.streamSeq,
    header: {
      ...header(agentOf(directory, agentId), event.at, place),
      originalMessageId: messageId,
      intent: isDeleted ? null : 'UPDATE',
    },
    body: body as MessageFrame['body'],
  });
}

/** It is the customer's turn: the chat ends at `inactiveAt` unless they write. */
export function reminderFrame(
  event: EventOf<'conversation.customerReminded'> & Pick<DomainEvent, 'at' | 'streamSeq'>,
  place: FramePlace,
): CustomerFrame {
  return messageReceived({
    id: `${place.conversationId}:${event.streamSeq}`,
    seq: event.streamSeq,
    header: header(SYSTEM, event.at, place),
    body: {
      type: 'NOTIFICATION',
      notificationType: CUSTOMER_NOTIFICATIONS.reminded,
      notificationData: {
        until: event.inactiveAt,
        secondsLeft: Math.max(0, Math.round((event.inactiveAt - event.at) / 1000)),
      },
    },
  });
}

/** How far an agent has received or read. */
export function receiptFrame(
  event: EventOf<'message.marked'> & Pick<DomainEvent, 'at' | 'streamSeq'>,
  place: FramePlace,
  directory: Directory,
  nickname?: string,
): CustomerFrame {
  return messageReceived({
    id: `${place.conversationId}:${event.streamSeq}`,
    seq: event.streamSeq,
    header: header(
      event.by.kind === 'AGENT' ? called(agentOf(directory, event.by.agentId), nickname) : SYSTEM,
      event.at,
      place,
    ),
    body: {
      type: 'DELIVERYNOTIFICATION',
      messageId: event.messageId,
      status: event.status,
      reasonCode: event.reason ?? '200',
    },
  });
}

/** An agent came, or is gone. */
export function presenceFrame(
  came: boolean,
  participant: Pick<Participant, 'ref'>,
  event: Pick<DomainEvent, 'at' | 'streamSeq'>,
  place: FramePlace,
  directory: Directory,
  nickname?: string,
): CustomerFrame {
  const notificationType = came ? CUSTOMER_NOTIFICATIONS.agentJoined : CUSTOMER_NOTIFICATIONS.agentLeft;
  return messageReceived({
    id: `${place.conversationId}:${event.streamSeq}`,
    seq: event.streamSeq,
    header: header(called(agentOf(directory, participant.ref), nickname), event.at, place),
    body: { type: 'NOTIFICATION', notificationType },
  });
}

/** The agent has handed over: to a queue by its name, or to somebody whose name is told when they come. */
export function transferredFrame(
  queueName: string | null,
  event: Pick<DomainEvent, 'at' | 'streamSeq'>,
  place: FramePlace,
): CustomerFrame {
  return messageReceived({
    id: `${place.conversationId}:${event.streamSeq}`,
    seq: event.streamSeq,
    header: header(SYSTEM, event.at, place),
    body: {
      type: 'NOTIFICATION',
      notificationType: CUSTOMER_NOTIFICATIONS.transferred,
      notificationData: { queueName },
    },
  });
}

/** The agent lets the conversation rest, until then at the latest (epoch ms); or goes on (null). */
export function restFrame(
  until: number | null,
  event: Pick<DomainEvent, 'at' | 'streamSeq'>,
  place: FramePlace,
): CustomerFrame {
  const { paused, resumed } = CUSTOMER_NOTIFICATIONS;
  return messageReceived({
    id: `${place.conversationId}:${event.streamSeq}`,
    seq: event.streamSeq,
    header: header(SYSTEM, event.at, place),
    body: {
      type: 'NOTIFICATION',
      notificationType: until === null ? resumed : paused,
      ...(until !== null && { notificationData: { until } }),
    },
  });
}

/** The search for an agent ran out of time. */
export function noAgentFrame(event: Pick<DomainEvent, 'at' | 'streamSeq'>, place: FramePlace): CustomerFrame {
  return messageReceived({
    id: `${place.conversationId}:${event.streamSeq}`,
    seq: event.streamSeq,
    header: header(SYSTEM, event.at, place),
    body: { type: 'NOTIFICATION', notificationType: CUSTOMER_NOTIFICATIONS.noAgentAvailable },
  });
}

export function typingFrame(
  signal: Extract<Signal, { type: 'typing' }>,
  at: number,
  place: FramePlace,
  directory: Directory,
  nickname?: string,
): CustomerFrame {
  const sender = called(senderOf(directory, signal.by), nickname);
  const notificationType = signal.on
    ? CUSTOMER_NOTIFICATIONS.typingStarted
    : CUSTOMER_NOTIFICATIONS.typingStopped;
  return messageReceived({
    id: `${place.conversationId}:typing:${sender.id}:${at}`,
    header: header(sender, at, place),
    body: { type: 'NOTIFICATION', notificationType },
  });
}

/** `QUEUE_POSITION`; the figures stand in the body and, as other notifications have them, in its data. */
export function queueFrame(wait: Wait, at: number, place: FramePlace): CustomerFrame {
  const { position, expectedMs } = wait;
  const figures = {
    position,
    expectedWaitSeconds: expectedMs === null ? null : Math.round(expectedMs / 1000),
  };
  const body: NotificationBody & typeof figures = {
    type: 'NOTIFICATION',
    notificationType: CUSTOMER_NOTIFICATIONS.queuePosition,
    notificationData: figures,
    ...figures,
  };
  return messageReceived({
    id: `${place.sessionId}:queue:${at}`,
    header: header(SYSTEM, at, place),
    body,
  });
}

export function startedFrame(
  record: SessionRecord,
  customer: CustomerRecord | undefined,
  conversationId: string,
  at: number,
  sessionToken: string,
): CustomerFrame {
  const { channelCustomerIdentifier, serviceIdentifier, additionalAttributes } = record;
  const name = customer?.firstName ?? '';
  const payload: SessionStartedFrame = {
    id: `${record.id}:started`,
    header: {
      channelData: { channelCustomerIdentifier, serviceIdentifier, additionalAttributes },
      channelSession: { id: record.id, conversationId, channel: { serviceIdentifier } },
      channelSessionId: record.id,
      conversationId,
      customer: {
        _id: record.customerId,
        firstName: name === '' ? UNNAMED_CUSTOMER : name,
        isAnonymous: customer?.isAnonymous ?? true,
      },
      timestamp: at,
    },
    body: { type: 'NOTIFICATION', notificationType: 'CHANNEL_SESSION_STARTED' },
    sessionToken,
  };
  return { event: CUSTOMER_EVENTS.sessionStarted, payload };
}

/** Inactivity has an event of its own; everything else ends a session (D26). */
export function endedFrame(event: EventOf<'session.ended'> & Pick<DomainEvent, 'at'>): CustomerFrame {
  const payload: SessionEndedFrame = {
    reason: event.reason,
    channelSessionId: event.sessionId,
    conversationId: event.conversationId,
    timestamp: event.at,
  };
  return {
    event: event.reason === 'INACTIVITY' ? CUSTOMER_EVENTS.sessionExpired : CUSTOMER_EVENTS.sessionEnded,
    payload,
  };
}

function header(sender: FrameSender, timestamp: number, place: FramePlace): MessageFrame['header'] {
  return { sender, timestamp, conversationId: place.conversationId, channelSessionId: place.sessionId };
}

function messageReceived(payload: MessageFrame): CustomerFrame {
  return { event: CUSTOMER_EVENTS.message, payload };
}
