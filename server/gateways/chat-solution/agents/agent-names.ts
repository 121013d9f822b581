/** Agents by their names in this protocol. */
import type { ChatContext } from '../chat-context.ts';

/** The id of the agent with this username. An unknown name is returned as it is, and the core refuses it. */
export function agentNamed({ directory }: ChatContext, username: string): string {
  return directory().userByName(username)?.id ?? username;
}
