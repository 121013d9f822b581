/** Chats that were asked for by `init`: they begin when the customer joins, and are forgotten when nobody does. */
import { randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { DirectoryChannel } from '../../../configuration/directory.ts';
import type { Json } from '../../../engine/contract.ts';

/** A chat that nobody has joined yet. The session's id is the participant's: who knows it may join. */
export type PendingChat = {
  conversationId: string;
  sessionId: string;
  /** The same for the same request (`requestId`). */
  customerId: string;
  channel: DirectoryChannel;
  /** Everything that came with `init`. */
  info: Record<string, Json>;
};

/** How long a chat waits for its customer, and how much may wait, in characters of JSON. The oldest are dropped first. */
const PATIENCE_MS = 60_000;
const MOST_LETTERS = 32_000_000;
/** What a chat needs besides what came with it. */
const OWN_LETTERS = 400;

export class PendingChats {
  readonly #byConversation = new LRUCache<string, PendingChat>({
    maxSize: MOST_LETTERS,
    sizeCalculation: ({ info }) => OWN_LETTERS + JSON.stringify(info).length,
    ttl: PATIENCE_MS,
    dispose: ({ customerId }) => this.#byCustomer.delete(customerId),
  });
  /** The same chats, by their customers. */
  readonly #byCustomer = new Map<string, PendingChat>();

  /** Keeps a new chat, or gives the one that the same customer's request has made before. */
  open(chat: Pick<PendingChat, 'customerId' | 'channel' | 'info'>): PendingChat {
    const known = this.of(this.#byCustomer.get(chat.customerId)?.conversationId ?? '');
    if (known !== undefined) return known;
    const made = { ...chat, conversationId: randomUUID(), sessionId: randomUUID() };
    this.#byCustomer.set(made.customerId, made);
    this.#byConversation.set(made.conversationId, made);
    return made;
  }

  of(conversationId: string): PendingChat | undefined {
    return this.#byConversation.get(conversationId);
  }

  /** It has begun. */
  begun({ conversationId }: PendingChat): void {
    this.#byConversation.delete(conversationId);
  }
}
