/** What an agent does with a conversation as a whole. */
import type { Requester } from '../state.ts';
import type { Base } from './base.ts';

/**
 * An agent writes to a customer first (C29). Whoever serves the customer already goes on by one more channel; while
 * others talk to them it is refused.
 */
export type BeginConversation = Base & {
  type: 'conversation.begin';
  agentId: string;
  sessionId: string;
  conversationId: string;
  customerId: string;
  channelId: string;
  /** As in `AcceptTask`. */
  participantId: string | null;
};

/** An agent takes part in a conversation of a pull list (T14): no slot is needed, no state is asked for. */
export type JoinConversation = Base & {
  type: 'conversation.join';
  agentId: string;
  conversationId: string;
  /** As in `AcceptTask`. */
  participantId: string | null;
};

/** An agent leaves (T7); wrap-up begins when there is one, unless `wrapUp` is false. */
export type LeaveConversation = Base & {
  type: 'conversation.leave';
  agentId: string;
  conversationId: string;
  wrapUp?: false;
  /** Refused (LAST_AGENT) when nobody else talks to the customer; without it, that would be the end. */
  unlessLast?: true;
  /** Nobody is to be told in so many words that the agent has left; lists of people are right all the same. */
  quiet?: true;
};

/**
 * The agent to whom a conversation belongs, or a bot that is alone with the customer, ends it for everybody. `wrapUp` as
 * above, for that agent alone.
 */
export type EndConversation = Base & {
  type: 'conversation.end';
  conversationId: string;
  by: Requester;
  wrapUp?: false;
};

/** Somebody ends a conversation of a pull list for all who are in it, without a wrap-up. */
export type EndListed = Base & { type: 'conversation.endListed'; agentId: string; conversationId: string };

/** The owner gives the conversation to another agent who talks to the customer, and stays. */
export type ChangeOwner = Base & {
  type: 'owner.change';
  agentId: string;
  conversationId: string;
  ownerId: string;
};

/** An agent who talks to the customer lets the conversation rest for one of the configured times (C20). */
export type PauseConversation = Base & {
  type: 'conversation.pause';
  agentId: string;
  conversationId: string;
  forMs: number;
};

/** The conversation goes on before that time is over; nothing where it does not rest. */
export type ResumeConversation = Base & {
  type: 'conversation.resume';
  agentId: string;
  conversationId: string;
};

/** An agent who talks to the customer needs more time to answer (C25); nothing where no answer is awaited. */
export type ResetResponse = Base & { type: 'response.reset'; agentId: string; conversationId: string };
