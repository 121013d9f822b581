/**
 * How far each agent has been told of each conversation: not every fact is for everybody, and a desk has to tell
 * "not for me" from "lost on the way" (`skipped` of `onCimEvent`).
 */
export class SeenSequences {
  readonly #byConversation = new Map<string, Map<string, number>>();

  /** The agent has everything up to `seq`. */
  set(conversationId: string, agentId: string, seq: number): void {
    const agents = this.#byConversation.get(conversationId) ?? new Map<string, number>();
    this.#byConversation.set(conversationId, agents.set(agentId, seq));
  }

  /**
   * The agent is being told of `seq`: how many before it were not for this agent. `before` counts as seen when
   * nothing is known (after a restart, until the desk has come back).
   */
  advance(conversationId: string, agentId: string, seq: number, before: number): number {
    const seen = this.#byConversation.get(conversationId)?.get(agentId) ?? before;
    this.set(conversationId, agentId, seq);
    return Math.max(0, seq - seen - 1);
  }

  /** The agent is out of the conversation. */
  forget(conversationId: string, agentId: string): void {
    const agents = this.#byConversation.get(conversationId);
    agents?.delete(agentId);
    if (agents?.size === 0) this.#byConversation.delete(conversationId);
  }

  /** The conversation is over. */
  close(conversationId: string): void {
    this.#byConversation.delete(conversationId);
  }
}
