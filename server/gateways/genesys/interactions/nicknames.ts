import { recentlyUsed } from '../../../recently-used.ts';

/** Conversations of which something is remembered; the longest unused is forgotten first. */
export const MOST_CONVERSATIONS = 100_000;

/**
 * The names under which customers know agents in a conversation. They stand in the agents' messages; until an agent has
 * written one, this process alone knows the name.
 */
export class Nicknames {
  readonly #byConversation = recentlyUsed<string, Map<string, string>>(MOST_CONVERSATIONS);

  of(conversationId: string, agentId: string): string | undefined {
    return this.#byConversation.get(conversationId)?.get(agentId);
  }

  set(conversationId: string, agentId: string, nickname: string): void {
    const names = this.#byConversation.get(conversationId) ?? new Map<string, string>();
    this.#byConversation.set(conversationId, names.set(agentId, nickname));
  }

  /** The conversation is over. */
  forget(conversationId: string): void {
    this.#byConversation.delete(conversationId);
  }
}
