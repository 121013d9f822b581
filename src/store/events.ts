/**
 * What happens in a conversation, as the desk understands it: the wire's CIM events in a form that the fold and
 * the screens can rely on. `src/connection/read-event.ts` makes these from what arrives.
 */

import type { AwaitedAnswer } from './awaited.ts';

/** Who wrote or did something. */
export type Author = {
  kind: 'customer' | 'agent' | 'bot' | 'system';
  /** User id, customer id or bot id; empty when the wire did not say. */
  id: string;
  /** What to call them; empty when unknown. */
  name: string;
};

/** The body of a message: its type, its text, and the rest as it came for the types that need more. */
export type Body = {
  type: string;
  text: string;
  /** It came or went by a channel that shows no formatting: its signs are what was written, and nothing else. */
  asSent?: true;
  fields: Readonly<Record<string, unknown>>;
};

/** A channel session: the way by which a customer is here. */
export type Session = {
  id: string;
  /** Wire type: WEB, WHATSAPP … */
  channelType: string;
  channelName: string;
  /** What the customer is called in that channel. */
  identifier: string;
  serviceIdentifier: string;
  /** Whether the customer's connection is there; null when the channel knows no connection. */
  connected: boolean | null;
  active: boolean;
  /** What the customer entered before the chat, in its order. */
  form: readonly FormField[];
  /** The session as it came, for the requests that give it back. */
  wire: Readonly<Record<string, unknown>>;
};

/** `formId`: of the form that asked, where the channel says it. */
export type FormField = { key: string; label: string; value: string; formId?: string };

/** A code of the wrap-up form, as it is stored: category and code in the default language. */
export type Code = { categoryName: string; value: string };

export type Customer = {
  id: string;
  name: string;
  anonymous: boolean;
  /** What was typed is also known of somebody else who is verified; missing: of nobody. */
  mayBeKnown?: true;
  /** Ids of labels; missing: none. */
  labels?: readonly string[];
  /** What agents have written down about them; missing: nothing. */
  note?: string;
  /** Identifiers per channel type and phone numbers, for the context pane. */
  identities: readonly { channelType: string; value: string }[];
};

/** An agent or supervisor in a conversation. */
export type AgentHere = { participantId: string; userId: string; name: string; role: string };

/** One thing that happened. */
export type Happening =
  | {
      type: 'message';
      messageId: string;
      author: Author;
      whisper: boolean;
      body: Body;
      replyTo: string | null;
      /** Its author has changed it since. */
      edited?: true;
    }
  /** Its author has changed a message, or taken it back (a body of type DELETEDNOTIFICATION). */
  | { type: 'changed'; messageId: string; body: Body }
  | {
      type: 'receipt';
      messageId: string;
      status: 'DELIVERED' | 'READ' | 'FAILED';
      author: Author;
      reason: string | null;
    }
  | { type: 'typing'; on: boolean; author: Author }
  | { type: 'session'; change: 'started' | 'ended' | 'updated'; session: Session; reason: string | null }
  | { type: 'agentJoined'; agent: AgentHere }
  | { type: 'agentLeft'; agent: AgentHere; reason: string | null }
  | { type: 'roleChanged'; agent: AgentHere }
  /** `direction` as on the wire: INBOUND, DIRECT_TRANSFER … */
  | { type: 'queued'; queue: string; direction?: string }
  | { type: 'noAgent' }
  | { type: 'state'; state: string }
  | { type: 'customer'; customer: Customer }
  /** An agent asks a supervisor for help, or no more. */
  | { type: 'hand'; raised: boolean; agentId: string; name: string }
  /** The conversation rests until then (epoch ms), or goes on (null). */
  | { type: 'rest'; until: number | null }
  /** A customer awaits an answer (null: no more); `expired`: nobody gave it in time. */
  | { type: 'awaited'; awaited: AwaitedAnswer | null; expired: boolean }
  /** A silent customer has been reminded. */
  | { type: 'reminded' }
  /** A part of a phone call, or (`over`) the whole of one. `lasted`: ms; null where the event does not say. */
  | {
      type: 'call';
      change: 'started' | 'ended' | 'held' | 'resumed' | 'over';
      author: Author;
      leg: string;
      lasted: number | null;
    }
  /** Known to others, nothing to show: it only fills its place in the sequence. */
  | { type: 'other'; name: string };

/**
 * A happening with its place. `seq` is per conversation and decides the order; it is null for what is never kept
 * (typing). `skipped` places right before it hold nothing for this desk. `at` is epoch ms.
 */
export type TopicEvent = { id: string; seq: number | null; skipped: number; at: number; what: Happening };

/** An event that is kept. */
export type KeptEvent = TopicEvent & { seq: number };

/** Whether an event has a place in the sequence. */
export function isKept(event: TopicEvent): event is KeptEvent {
  return event.seq !== null;
}
