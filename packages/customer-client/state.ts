import type { QueuePosition, SessionEnd } from '../../protocol/customer-channel/frames.ts';

/** The delivery state of the customer's own message. */
export type MessageStatus = 'sending' | 'sent' | 'delivered' | 'read' | 'failed';

/** A button of a message. */
export type Choice = {
  title: string;
  /** A checked address that it leads to; null: it is an answer. */
  href: string | null;
  /** Sent back with the answer; null: nothing is. */
  payload: unknown;
};

export type Choices = {
  /** Offered only until something else is said. */
  quick: boolean;
  options: readonly Choice[];
};

/** What a message has besides its text. Every `href` is checked. */
export type Thing =
  | { kind: 'place'; name: string; address: string; position: string; href: string }
  | {
      kind: 'people';
      people: readonly {
        name: string;
        company: string;
        /** By which they are reached. */
        ways: readonly { words: string; href: string | null }[];
      }[];
    }
  | { kind: 'link'; href: string }
  | { kind: 'file'; name: string; /** It is to be listened to. */ sound: boolean; href: string };

/** One line of the conversation: a message of somebody. */
export type ChatMessage = {
  kind: 'message';
  id: string;
  /** Place in the conversation; null until the server has said it. */
  seq: number | null;
  mine: boolean;
  /** Empty for the customer's own. */
  senderName: string;
  senderType: string;
  /** Markdown subset. */
  text: string;
  /** CIM body type; others than PLAIN are drawn by their text. */
  bodyType: string;
  choices: Choices | null;
  /** Missing: nothing but words. */
  thing?: Thing;
  /** Its author has changed it since. */
  edited?: true;
  /** The message that it answers. */
  replyTo: string | null;
  /** Epoch ms. */
  at: number;
  status: MessageStatus | null;
  /** Why it failed: an error code. */
  error: string | null;
};

/** One line of the conversation: something that happened. */
export type ChatNotice = {
  kind: 'notice';
  id: string;
  seq: number | null;
  what: 'joined' | 'left' | 'noAgent' | 'transferred' | 'transferredTo' | 'paused' | 'resumed';
  name: string;
  at: number;
};

export type ChatEntry = ChatMessage | ChatNotice;

export type ChatPhase =
  /** Nothing asked for yet: the form. */
  | 'idle'
  /** A chat was asked for and not yet confirmed. */
  | 'requesting'
  /** After a reload: the conversation is being fetched. */
  | 'resuming'
  | 'open'
  /** The customer wants to end it and the server has not confirmed. */
  | 'ending'
  | 'ended';

/** What became of the customer's rating. */
export type RatingState = 'none' | 'sending' | 'saved' | 'failed';

export type ChatConnection = 'off' | 'connecting' | 'online' | 'reconnecting';

/** Everything that a chat window shows. Replaced, never changed, on every step. */
export type ChatState = {
  phase: ChatPhase;
  connection: ChatConnection;
  entries: readonly ChatEntry[];
  queue: QueuePosition | null;
  agents: readonly { id: string; name: string }[];
  /** Name of the agent who is typing. */
  typing: string | null;
  /** Why it ended; null when that is not known (it ended while this page was away). */
  endReason: SessionEnd | null;
  /** The code of the refusal that stands in the way of a chat at all. */
  problem: string | null;
  rating: RatingState;
};

export const INITIAL_STATE: ChatState = {
  phase: 'idle',
  connection: 'off',
  entries: [],
  queue: null,
  agents: [],
  typing: null,
  endReason: null,
  problem: null,
  rating: 'none',
};
