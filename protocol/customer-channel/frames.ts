/**
 * What the server sends to a customer's socket, as plain types: the page imports no schema library.
 * Members beyond these may appear; a client ignores what it does not know.
 */
import type { Refusal } from './errors.ts';

/** Who speaks, as far as a customer may know. */
export type FrameSender = {
  id: string;
  type: 'AGENT' | 'BOT' | 'CUSTOMER' | 'SYSTEM' | 'CONNECTOR';
  senderName: string;
};

export type FrameHeader = {
  sender: FrameSender;
  /** Epoch ms, the server's. */
  timestamp: number;
  conversationId: string;
  channelSessionId: string;
  originalMessageId?: string | null;
  intent?: string | null;
  /** When its author last changed it, epoch ms. */
  editedAt?: number;
};

export type PlainBody = { type: 'PLAIN'; markdownText: string };

/** Receipt: everything up to and including `messageId` has reached that status. */
export type ReceiptBody = {
  type: 'DELIVERYNOTIFICATION';
  messageId: string;
  status: 'DELIVERED' | 'READ' | 'FAILED';
  reasonCode: string | number;
};

export type NotificationBody = {
  type: 'NOTIFICATION';
  notificationType: string;
  notificationData?: Record<string, unknown>;
};

/** One choice of a BUTTON message. With a `type` that names an address it leads there, else it is an answer. */
export type ChoiceButton = { title: string; type: string; payload?: unknown };

/**
 * Choices to press. The answer is a PLAIN message with the button's title as text, `header.originalMessageId`
 * of this message, `header.intent` REPLY_TO and, when the button has one, its payload in `header.entities.payload`.
 */
export type ButtonBody = {
  type: 'BUTTON';
  markdownText?: string | null;
  /** QUICK_REPLIES are offered until something else is said, BUTTON until they are answered. */
  buttonMessageType?: string | null;
  buttons: ChoiceButton[];
  additionalDetails?: Record<string, unknown> | null;
};

/** Any other body of the CIM catalogue (IMAGE, BUTTON …). */
export type OtherBody = { type: string; markdownText?: string; caption?: string };

/**
 * `MESSAGE_RECEIVED` towards the customer. `seq` is the place in the conversation: clients order by it and
 * recognise what they have; notifications, which are never stored, have none.
 */
export type MessageFrame = {
  id: string;
  seq?: number;
  header: FrameHeader;
  body: PlainBody | ReceiptBody | NotificationBody | ButtonBody | OtherBody;
};

/** `QUEUE_POSITION`: 1 is next; the wait is an estimate in whole seconds. */
/** `expectedWaitSeconds` is null while nobody works for the queue. */
export type QueuePosition = { position: number; expectedWaitSeconds: number | null };

/** `CHANNEL_SESSION_STARTED`, to the customer who requested it. */
export type SessionStartedFrame = {
  id: string;
  header: {
    channelData: {
      channelCustomerIdentifier: string;
      serviceIdentifier: string;
      additionalAttributes: unknown[];
    };
    channelSession: { id: string; conversationId: string; channel: { serviceIdentifier: string } };
    channelSessionId: string;
    conversationId: string;
    customer: { _id: string; firstName: string; isAnonymous: boolean };
    timestamp: number;
  };
  body: NotificationBody;
  /** Shown in the handshake (`auth.sessionToken`), it resumes this session and no other. */
  sessionToken: string;
};

/** Why a session ended. `CHANNEL_SESSION_EXPIRED` carries INACTIVITY, `CHANNEL_SESSION_ENDED` the others. */
export type SessionEnd =
  'CUSTOMER' | 'INACTIVITY' | 'NETWORK' | 'AGENT' | 'FORCE_CLOSED' | 'NO_AGENT_AVAILABLE';

export type SessionEndedFrame = {
  reason: SessionEnd;
  channelSessionId: string;
  conversationId: string;
  timestamp: number;
};

export type RequestAck =
  { code: 200; sessionToken: string; channelSessionId: string; conversationId: string } | Refusal;

/** How far the customer's own messages have come: ids of the newest delivered and the newest read one. */
export type Receipts = { delivered: string | null; read: string | null };

export type ResumeAck =
  | {
      isChatAvailable: true;
      channelSessionId: string;
      conversationId: string;
      /** Agents who speak with the customer now. */
      agents: { id: string; name: string }[];
      receipts: Receipts;
    }
  | {
      isChatAvailable: false;
      /** Set when the token was good and the session is over. */
      reason?: SessionEnd;
      /** Set when the request itself was refused. */
      code?: number;
      error?: Refusal['error'];
      msg?: string;
    };

export type MessageAck = { code: 200; messageId: string; timestamp: number; seq: number | null } | Refusal;

export type EndAck = { code: 200 } | Refusal;
