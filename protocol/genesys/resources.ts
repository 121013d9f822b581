/** The resources of the interface as they are sent. Addresses come in pairs: `uri` is whole, `path` is below the base. */
import type { ChannelStateName } from './names.ts';

export type Address = { uri: string; path: string };

export type ChannelResource = {
  channel: string;
  userState: { id: string; state: ChannelStateName; displayName: string; reason?: string };
};

export type UserResource = Address & {
  id: string;
  userName: string;
  firstName: string;
  lastName: string;
  roles: string[];
  enabled: boolean;
  changePasswordOnFirstLogin: boolean;
};

/** What is said on the topic of channels. */
export type ChannelNotification = { messageType: 'ChannelStateChangeMessageV2'; channels: ChannelResource[] };

/** How an interaction stands for one agent. */
export type InteractionState = 'Invited' | 'Chatting' | 'LeftChat' | 'Completed' | 'Revoked';

export type ParticipantResource = {
  participantId: string;
  nickname: string;
  type: 'Agent' | 'Customer' | 'External';
  visibility: 'All' | 'Agents';
} & Partial<Address>;

export type InteractionResource = Address & {
  id: string;
  channel: string;
  mediatype: string;
  interactionType: 'Inbound';
  state: InteractionState;
  capabilities: string[];
  queue: string;
  receivedDate: string;
  parentInteractionId: null;
  /** What is known of the customer and was entered, by key. */
  userData: Record<string, string>;
  participants: ParticipantResource[];
};

export type MessageType =
  'Text' | 'ParticipantJoined' | 'ParticipantLeft' | 'TypingStarted' | 'TypingStopped';

export type MessageResource = {
  /** Grows with every message of the interaction; typing uses one as well. */
  index: number;
  type: MessageType;
  from: ParticipantResource;
  text?: string;
  visibility: 'All' | 'Agents';
  timestamp: string;
  /** Milliseconds, whatever it is called. */
  timestampSeconds: number;
};

export type InteractionNotificationType = 'StatusChange' | 'ParticipantsUpdated' | 'PropertiesUpdated';

/** What is said of an interaction itself. */
export type InteractionNotification = {
  messageType: 'InteractionStateChanged';
  notificationType: InteractionNotificationType;
  interaction: InteractionResource;
};

/** The same in the second generation. */
export type ChatNotification = {
  messageType: 'ChatStateChangeMessage';
  notificationType: InteractionNotificationType;
  chat: InteractionResource;
};

/** What was said in an interaction; the second generation has `chatUri` and `chatPath` instead. */
export type MessagesNotification = {
  messageType: 'MessageLogUpdated';
  notificationType: 'NewMessages';
  id: string;
  interactionId: string;
  interactionUri: string;
  messages: MessageResource[];
};
export type ChatMessagesNotification = {
  messageType: 'MessageLogUpdated';
  notificationType: 'NewMessages';
  chatUri: string;
  chatPath: string;
  messages: MessageResource[];
};
