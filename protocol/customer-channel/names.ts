/**
 * Names of the customer's channel that clients and server share. No schemas here: the customer's page and the
 * widget import this file at run time and must stay small.
 */

/** Where the socket answers; clients give `/web-channel-manager/socket.io` as Socket.IO `path`. */
export const CUSTOMER_CHANNEL_PATH = '/web-channel-manager/socket.io';

/** Events of the customer's socket. */
export const CUSTOMER_EVENTS = {
  chatRequested: 'CHAT_REQUESTED',
  chatResumed: 'CHAT_RESUMED',
  chatEnded: 'CHAT_ENDED',
  chatRated: 'CHAT_RATED',
  message: 'MESSAGE_RECEIVED',
  voiceRequested: 'VOICE_REQUESTED',
  joinConversation: 'joinConversation',
  sessionStarted: 'CHANNEL_SESSION_STARTED',
  sessionEnded: 'CHANNEL_SESSION_ENDED',
  sessionExpired: 'CHANNEL_SESSION_EXPIRED',
  errors: 'ERRORS',
} as const;

/** `notificationType` of the NOTIFICATION bodies that travel between customer and server. */
export const CUSTOMER_NOTIFICATIONS = {
  typingStarted: 'TYPING_STARTED',
  typingStopped: 'TYPING_STOPPED',
  queuePosition: 'QUEUE_POSITION',
  agentJoined: 'AGENT_SUBSCRIBED',
  agentLeft: 'AGENT_UNSUBSCRIBED',
  noAgentAvailable: 'NO_AGENT_AVAILABLE',
  transferred: 'CHAT_TRANSFERRED',
  paused: 'CHAT_PAUSED',
  resumed: 'CHAT_RESUMED',
  reminded: 'CUSTOMER_REMINDED',
} as const;
