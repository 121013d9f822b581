/** The words of Chat Solution's wire, spelled as its documents spell them. */

/** Where its sockets connect; others may stand there as well. */
export const CHAT_SOLUTION_PATH = '/socket.io';

/** The channels that `init` knows, with the channel type that each of them means. */
export const CHAT_CHANNELS = { web: 'WEB', fb: 'FACEBOOK', sms: 'SMS', twitter: 'TWITTER' } as const;

export type ChatChannel = keyof typeof CHAT_CHANNELS;

/** Every event that a client may emit. */
export const CHAT_CLIENT_EVENTS = [
  'amq-sub',
  'amq-send',
  'login',
  'changeState',
  'joinConversation',
  'acceptChatRequest',
  'sendMessage',
  'addParticipant',
  'removeParticipant',
  'transferChat',
  'raiseHand',
  'wrapUp',
  'silentMonitor',
  'bargeIn',
  'leaveConversation',
  'endConversation',
  'getConversationInfo',
  'requestAgentTransfer',
  'registerBot',
  'registerConnector',
] as const;

export type ChatClientEvent = (typeof CHAT_CLIENT_EVENTS)[number];

/** `amq-send {head}`: what agents send by the message bus of the documents. */
export const AMQ_HEADS = ['Login', 'AgentState'] as const;

/** What an agent's state may be. */
export const AGENT_STATES = ['READY', 'NOT_READY', 'LOGOUT'] as const;

export type AgentStateName = (typeof AGENT_STATES)[number];

/** `activityType` of an ActivityMessage; `agentState` is an addition of ours. */
export const ACTIVITY_TYPES = [
  'greetings',
  'typing',
  'participantAdded',
  'participantRemoved',
  'participantJoined',
  'participantLeft',
  'endOfConversation',
  'agentState',
] as const;

export type ActivityType = (typeof ACTIVITY_TYPES)[number];
