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

/** How long a chat waits for its customer, and how many chats do. */
const PATIENCE_MS = 60_000;
const MOST_PENDING = 50_000;

export class PendingChats {
  readonly #byConversation = new LRUCache<string, PendingChat>({ max: MOST_PENDING, ttl: PATIENCE_MS });
  readonly #byCustomer = new LRUCache<string, PendingChat>({ max: MOST_PENDING, ttl: PATIENCE_MS });

  /** Keeps a new chat, or gives the one that the same customer's request has made before. */
  open(chat: Pick<PendingChat, 'customerId' | 'channel' | 'info'>): PendingChat {
    const known = this.#byCustomer.get(chat.customerId);
    if (known !== undefined) return known;
    const made = { ...chat, conversationId: randomUUID(), sessionId: randomUUID() };
    this.#byConversation.set(made.conversationId, made);
    this.#byCustomer.set(made.customerId, made);
    return made;
  }

  of(conversationId: string): PendingChat | undefined {
    return this.#byConversation.get(conversationId);
  }

  /** It has begun. */
  begun({ conversationId, customerId }: PendingChat): void {
    this.#byConversation.delete(conversationId);
    this.#byCustomer.delete(customerId);
  }
}
