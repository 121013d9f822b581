/** Every refusal the core can give, by code, with what it means. Gateways add the status and the wording. */
export const REJECTIONS = {
  AGENT_NOT_FOUND: 'There is no such agent.',
  NOT_SIGNED_IN: 'The agent is not signed in.',
  SESSION_REPLACED: 'The agent is signed in elsewhere.',
  MRD_NOT_FOUND: 'The agent has no such MRD.',
  REASON_NOT_FOUND: 'There is no such reason for this state.',
  AGENT_NOT_AVAILABLE: 'The agent cannot take it now.',
  ASSISTANCE_PENDING: 'Somebody is being asked already.',
  PARTICIPANT_LIMIT: 'The conversation has no room for another agent.',
  FORBIDDEN: 'Only a supervisor of the team, or the author, may do that.',
  LIST_NOT_FOUND: 'There is no such pull list, or the conversation stands on none.',
  STATE_NOT_ALLOWED: 'That state cannot be chosen here.',
  TASK_NOT_FOUND: 'There is no such task.',
  TASK_EXPIRED: 'The offer has ended.',
  TASK_TAKEN: 'The task belongs to somebody else.',
  CONVERSATION_NOT_FOUND: 'There is no such conversation.',
  TOPIC_CLOSED: 'The conversation is closed.',
  NOT_A_PARTICIPANT: 'Only a participant may do that.',
  ROLE_NOT_ALLOWED: 'The role does not allow that.',
  NOT_OWNER: 'Only the owner of the conversation may do that.',
  LAST_AGENT: 'The last agent of a conversation cannot leave it.',
  MESSAGE_NOT_FOUND: 'There is no such message.',
  SESSION_NOT_FOUND: 'There is no such channel session.',
  CHANNEL_NOT_FOUND: 'There is no such channel.',
  CHANNEL_NOT_REACHABLE: 'Customers of this channel can only write first.',
  CUSTOMER_ENGAGED: 'Somebody else is talking to this customer.',
  QUEUE_NOT_FOUND: 'There is no such queue.',
  NOT_IN_WRAP_UP: 'There is no wrap-up to end.',
  TOO_LONG: 'The text is too long.',
  WRAP_UP_LIMIT: 'The wrap-up cannot be extended again.',
  QUOTA_AGENTS: 'The contact centre has reached its limit of signed-in agents.',
  QUOTA_CONVERSATIONS: 'The contact centre has reached its limit of open conversations.',
  QUOTA_MESSAGES: 'The contact centre has reached its limit of messages a second.',
  VALIDATION: 'The command is not well formed.',
} as const;

/** The codes by which gateways tell refusals apart. */
export type RejectionCode = keyof typeof REJECTIONS;

/** A refusal: nothing has changed. */
export type Rejection = { code: RejectionCode; message: string };
