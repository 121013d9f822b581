/** How agents get the help of other agents. */
import type { Requester, TaskFallback } from '../state.ts';
import type { Base } from './base.ts';

/**
 * A further agent is asked for (C13, C14): by an agent who talks to the customer, as help (CONSULT), as a second one
 * (DIRECT_CONFERENCE) or instead of themselves (DIRECT_TRANSFER), or by the bot that talks to the customer (INBOUND).
 */
export type RequestAgent = Base & {
  type: 'agent.request';
  conversationId: string;
  by: Requester;
  direction: 'INBOUND' | 'CONSULT' | 'DIRECT_CONFERENCE' | 'DIRECT_TRANSFER';
  target: { kind: 'QUEUE'; queueId: string } | { kind: 'AGENT'; agentId: string };
  /** A message for agents alone, whose body travels beside the command; a message that is there already stays. */
  noteId: string | null;
  /** As in `SendMessage`. */
  noteLength: number;
  /** null: the rule for transfers, END for others. */
  fallback: TaskFallback | null;
  /** 1 to 10; null: that of the requester's own task. */
  priority: number | null;
};

/** The requester, or another agent who talks to the customer, does not want the further agent any more (T16). */
export type CancelRequest = Base & { type: 'agent.cancelRequest'; agentId: string; conversationId: string };

/**
 * Whoever helps an agent talks to the customer from now on (C16): instead of that agent (CONSULT_TRANSFER) or beside
 * them (CONSULT_CONFERENCE).
 */
export type PromoteHelper = Base & {
  type: 'helper.promote';
  agentId: string;
  conversationId: string;
  /** null: the only one who helps. */
  helperId: string | null;
  direction: 'CONSULT_TRANSFER' | 'CONSULT_CONFERENCE';
};

/** The owner of a conversation has another agent leave it (C17). */
export type RemoveAgent = Base & {
  type: 'agent.remove';
  agentId: string;
  conversationId: string;
  removedId: string;
};

/** An agent raises a hand to the supervisors of the own team, or lowers it (C19). */
export type RaiseHand = Base & {
  type: 'hand.raise';
  agentId: string;
  conversationId: string;
  raised: boolean;
  /** Which supervisor of the team is asked; without it: all of them. */
  toId?: string;
};
