/** Messages and people as Chat Solution sends them. */
import type { ActivityType, AgentStateName } from './names.ts';

/** Who speaks or is spoken to. An agent's id is the username. */
export type ChatPerson = { id: string; name: string };

/** Passed on as it came; nothing behind its addresses is ever fetched. */
export type ChatAttachment = Record<string, unknown>;

export type ChatMessage = {
  conversationId: string;
  type: 'ChatMessage';
  requestId: string;
  /** ISO 8601. */
  timestamp: string;
  channel: string;
  from: ChatPerson;
  /** Empty: everybody. */
  to: ChatPerson[];
  text: string;
  attachments: ChatAttachment[];
  /** The account at the other end of a channel. */
  refId?: string;
  messageId?: string;
};

export type ActivityMessage = {
  conversationId?: string;
  type: 'ActivityMessage';
  requestId: string;
  timestamp: string;
  from: ChatPerson;
  to: ChatPerson[];
  activityType: ActivityType;
  info: Record<string, unknown>;
};

/** What a bot suggests to agents; kept as it came, with who and where as the server knows it. */
export type BotMessage = {
  conversationId: string;
  messageId: string;
  type: 'BotMessage';
  from: ChatPerson;
  bot: { id: string; name: string; type: string };
  timestamp: string;
} & Record<string, unknown>;

export type ChatParticipant = {
  id: string;
  displayName: string;
  type: 'Agent' | 'Supervisor' | 'Bot' | 'Customer';
  role: 'Owner' | 'Participant';
  status: string;
};

export type ChatCustomer = {
  id: string;
  displayName: string;
  email: string;
  phone: string;
  channel: string;
};

export type ConversationInfo = {
  conversation: { conversationId: string; channel: string; customer: ChatCustomer; timestamp: string };
  messages: (ChatMessage | BotMessage)[];
  participant: ChatParticipant[];
  /** The reader's own role. */
  role: string;
  handRaise: boolean;
};

export type TeamMember = {
  id: string;
  name: string;
  state: AgentStateName;
  /** For supervisors of the team alone. */
  conversations?: { conversationId: string; customer: { displayName: string } }[];
};

export type TeamInfo = {
  teamId: string;
  teamName: string;
  agents: TeamMember[];
  supervisors: TeamMember[];
};

/** Tells that a conversation has ended, or an offer of it. */
export type EndOfConversation = { conversationId: string; requestId: string; timestamp: string };
