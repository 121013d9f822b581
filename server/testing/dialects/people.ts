/** Who takes part in a day of several protocols, whatever protocol their program speaks. */
import type { Book } from './book.ts';

/** By what the contact centre knows an agent, and programs name each other's. */
export type Colleague = { agentId: string; username: string };

/** Somebody with a program. */
export type Person = {
  /** For people who read what went wrong. */
  readonly name: string;
  readonly book: Book;
  /** Whether the program is connected. */
  readonly online: boolean;
  say(conversationId: string, text: string): Promise<void>;
  /** The connection is gone without a word. */
  lose(): void;
  /** It is there again, and knows what was said meanwhile. */
  back(): Promise<void>;
  close(): void;
};

export type AgentProgram = Person &
  Colleague & {
    /** Signs in, and is ready for chats. */
    come(): Promise<void>;
    setReady(isReady: boolean): Promise<void>;
    /** Whether the program has been told of an offer. */
    isOffered(conversationId: string): boolean;
    /** Resolves when the whole of the conversation has come. */
    accept(conversationId: string): Promise<void>;
    /** Says something to colleagues alone; null: the protocol has no word for it. */
    readonly whisper: ((conversationId: string, text: string, to: Colleague) => Promise<void>) | null;
    invite(conversationId: string, other: Colleague): Promise<void>;
    /** Whether the protocol shows on what is said while the agent wraps up. */
    readonly readsOn: boolean;
    /** Whether a conversation goes to somebody new, or to somebody who is in it already. */
    readonly handsOverTo: 'SOMEBODY_NEW' | 'SOMEBODY_IN_IT';
    handOver(conversationId: string, to: Colleague): Promise<void>;
    /** Goes out of a conversation in which others stay. */
    leave(conversationId: string): Promise<void>;
    /** Ends it for all, as its owner; null: the protocol has no word for it. */
    readonly end: ((conversationId: string) => Promise<void>) | null;
    wrapUp(conversationId: string): Promise<void>;
    signOut(): Promise<void>;
  };

export type CustomerProgram = Person & {
  readonly conversationId: string;
  /** Asks for a person, where a bot is the first. */
  readonly askForPerson: (() => Promise<void>) | null;
  end(): Promise<void>;
};

export type BotProgram = Person & {
  readonly botId: string;
  register(): Promise<void>;
  /** Whether the bot is in this conversation. */
  isIn(conversationId: string): boolean;
  handOver(conversationId: string): Promise<void>;
};

/** Waits for something that a program is told; rejects in the words of `what`. */
export async function until(look: () => boolean, what: string, forMs = 5_000): Promise<void> {
  const end = performance.now() + forMs;
  while (!look()) {
    if (performance.now() > end) throw new Error(`never: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
}
