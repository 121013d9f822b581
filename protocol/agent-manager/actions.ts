/** What an agent may do in a conversation, as told by the server; the desk draws its buttons from it. */
export const CONVERSATION_ACTIONS = [
  /** Write to the customer. */
  'SEND',
  /** Write to the other agents only. */
  'WHISPER',
  /** Note wrap-up codes while the conversation goes on. */
  'WRAP_UP',
  /** Leave. */
  'LEAVE',
  /** End the running wrap-up, with codes or without. */
  'CLOSE_WRAP_UP',
  /** Take more time for the running wrap-up. */
  'EXTEND_WRAP_UP',
] as const;
export type ConversationAction = (typeof CONVERSATION_ACTIONS)[number];
