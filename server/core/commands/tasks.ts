/** What an agent does with an offer and with a wrap-up. */
import type { Base } from './base.ts';

/** T3, or a rejoin of a conversation that the agent is in. `taskId` null: the agent's offer there. */
export type AcceptTask = Base & {
  type: 'task.accept';
  agentId: string;
  conversationId: string;
  taskId: string | null;
  /** The participant's id that the desk chose; one is derived when null. */
  participantId: string | null;
};

/** The asked agent does not want it (D12). `taskId` null: the agent's offer there. */
export type RejectTask = Base & {
  type: 'task.reject';
  agentId: string;
  conversationId: string;
  taskId: string | null;
};

/** Ends a wrap-up (T13). `messageId`: the stored WRAPUP body, null when the agent leaves without. */
export type CloseWrapup = Base & {
  type: 'wrapup.close';
  agentId: string;
  conversationId: string;
  messageId: string | null;
};

/**
 * Keeps what the agent has entered for the wrap-up so far, so that its end can submit it (D31). The body
 * travels beside the command. `messageId` null: nothing is entered any more.
 */
export type EnterWrapup = Base & {
  type: 'wrapup.enter';
  agentId: string;
  conversationId: string;
  messageId: string | null;
  /** As in `SendMessage`. */
  textLength: number;
};

/** Adds the rule's time to a running wrap-up, as often as the rule allows. */
export type ExtendWrapup = Base & { type: 'wrapup.extend'; agentId: string; conversationId: string };
