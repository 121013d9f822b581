/** Customers' sessions, who the customer is, and bots who hand over. */
import type { SessionEndReason } from '../state.ts';
import type { Base } from './base.ts';
import type { Sender } from './messages.ts';

/**
 * A customer begins (or, for a session id that is already open, has begun: nothing happens again).
 * A customer with an open conversation joins it with the new session.
 */
export type StartSession = Base & {
  type: 'session.start';
  sessionId: string;
  /** Used when a new conversation has to be opened. */
  conversationId: string;
  customerId: string;
  channelId: string;
  /** null: what the channel leads to, a queue, a pull list or a bot. */
  queueId: string | null;
  /** 1 to 10, default 1. */
  priority: number;
  /** What the customer's labels give (Q1), 1 to 10; without it: as it was. */
  labelPriority?: number;
  /** Whether a lost socket ends it (web) or it lives without one (a connector). */
  connectionBound: boolean;
  /** A bot that is there now and meets the customer before the queue. */
  botId?: string;
};

/** A customer's session ends, for whatever reason. */
export type EndSession = Base & { type: 'session.end'; sessionId: string; reason: SessionEndReason };

/** The customer's connection is back. */
export type ConnectSession = Base & { type: 'session.connect'; sessionId: string };

/** The customer's connection is lost; nothing for a session that lives without one. */
export type DisconnectSession = Base & { type: 'session.disconnect'; sessionId: string };

/**
 * A customer whom a bot serves goes on with people: by their own wish, the bot's, or (`by` null) because the bot is
 * gone. Nothing where somebody serves them or is looked for.
 */
export type HandOverByBot = Base & {
  type: 'bot.handOver';
  conversationId: string;
  by: Sender | null;
  /** A bot that is there no more: it talks to the customer no longer. */
  lostBotId: string | null;
};

/**
 * An agent has found out who the customer of a conversation is (C27), or takes that back: `customerId` is whom the
 * conversation is about from now on. What is known of that customer travels beside the command.
 */
export type LinkCustomer = Base & {
  type: 'customer.link';
  agentId: string;
  conversationId: string;
  customerId: string;
  /** What the labels of that customer give (Q1); without it: as it was. */
  labelPriority?: number;
};

/**
 * What is known of a customer has changed: told wherever they are talked to. It travels beside the command.
 * `labelPriority`: what their labels give now (Q1); without it: as it was.
 */
export type UpdateCustomer = Base & { type: 'customer.update'; customerId: string; labelPriority?: number };
