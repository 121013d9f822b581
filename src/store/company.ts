/** Who is in a conversation besides the agent at this desk. */
import type { AgentHere } from './events.ts';
import type { Conversation } from './model.ts';

const TOGETHER: ReadonlySet<string> = new Set(['PRIMARY', 'ASSISTANT', 'WHISPER']);

/** Colleagues who serve the customer, help, or whisper; none once the conversation is over for this agent. */
export function colleaguesIn({ agents, gone, role }: Conversation, me: string): AgentHere[] {
  if (gone !== null || role === 'WRAP_UP') return [];
  return agents.filter((agent) => agent.userId !== me && TOGETHER.has(agent.role));
}
