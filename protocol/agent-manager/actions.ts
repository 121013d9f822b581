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
  /** Hand the customer over to a queue or an agent (`directTransferRequest`). */
  'TRANSFER',
  /** Ask for help that the customer does not see (`consultRequest`). */
  'CONSULT',
  /** Ask for a second agent (`directConferenceRequest`). */
  'CONFERENCE',
  /** Hand over to an agent who helps already (`consultTransferRequest`). */
  'CONSULT_TRANSFER',
  /** Let an agent who helps talk to the customer as well (`consultConferenceRequest`). */
  'CONSULT_CONFERENCE',
  /** Take the request back that is not answered yet (`cancelAssistanceRequest`). */
  'CANCEL_REQUEST',
  /** Send another agent away (`removeParticipant`). */
  'REMOVE_AGENT',
  /** Ask a supervisor for help (`raiseHand`), or no more (`lowerHand`). */
  'RAISE_HAND',
  'LOWER_HAND',
  /** Let the conversation rest (`pauseConversation`), or go on (`resumeConversation`). */
  'PAUSE',
  'RESUME',
  /** Go back to listening unseen (`JoinAsSilentMonitor`), for a supervisor who whispers or talks. */
  'MONITOR',
  /** Talk to the customer beside the agent (`JoinAsBargin`), for a supervisor who listens or whispers. */
  'BARGE_IN',
] as const;
export type ConversationAction = (typeof CONVERSATION_ACTIONS)[number];
