/** What is written in a conversation, and by whom. */
import type { Base } from './base.ts';

/** Who says, marks or types something. */
export type Sender =
  | { kind: 'AGENT'; agentId: string }
  | { kind: 'CUSTOMER'; sessionId: string }
  | { kind: 'BOT'; botId: string };

/** ALL: everybody in the conversation. AGENTS: whispers, notes and wrap-ups, never the customer (I10). */
export type Visibility = 'ALL' | 'AGENTS';

/** The body travels beside the command (engine `Content.messages[messageId]`). A repeated id changes nothing. */
export type SendMessage = Base & {
  type: 'message.send';
  conversationId: string;
  messageId: string;
  sender: Sender;
  kind: 'MESSAGE' | 'WHISPER' | 'WRAPUP';
  /** A message of the same conversation that this one answers. */
  replyTo: string | null;
  /** Length of the text in code points, for the limit of the channel; 0 for bodies without text. */
  textLength: number;
  /** Who alone may read it: agents, bots and sessions by their ids. Without it: all who may by its kind. */
  to?: string[];
};

/**
 * The author changes a message (`message.edit`, the new body travels beside the command) or takes it back (C28).
 * `authorId`: the agent who wrote it, by the history; null: no agent did.
 */
export type ChangeMessage = Base & {
  type: 'message.edit' | 'message.delete';
  agentId: string;
  authorId: string | null;
  conversationId: string;
  messageId: string;
  /** As in `SendMessage`. */
  textLength: number;
};

/** A receipt: who has received or read a message up to which one. FAILED comes from a connector. */
export type MarkMessage = Base & {
  type: 'message.mark';
  conversationId: string;
  messageId: string;
  status: 'DELIVERED' | 'READ' | 'FAILED';
  by: Sender | { kind: 'SYSTEM' };
  /** Why delivery failed, a code without personal data. */
  reason: string | null;
};

/** Somebody types: passed on, never stored. */
export type IndicateTyping = Base & {
  type: 'typing.indicate';
  conversationId: string;
  by: Sender;
  on: boolean;
};
