/** Finding what a command names, or the refusal that says it is not there. */
import type { Rejection } from './rejections.ts';
import type { Agent, Conversation, Task } from './state.ts';
import type { Turn } from './turn.ts';
import { lookup } from './lookup.ts';
import { refuse } from './turn.ts';

/** Tells a refusal from what was looked for. */
export function isRejection(found: object): found is Rejection {
  return 'code' in found;
}

/** The agent, if signed in; else AGENT_NOT_FOUND or NOT_SIGNED_IN. */
export function signedIn(turn: Turn, agentId: string): Agent | Rejection {
  const { state } = turn.world;
  const agent = lookup(state.agents, agentId);
  if (agent !== undefined && agent.state !== 'LOGOUT') return agent;
  return refuse(Object.hasOwn(state.config.agents, agentId) ? 'NOT_SIGNED_IN' : 'AGENT_NOT_FOUND');
}

/** The conversation, if open; else CONVERSATION_NOT_FOUND. What is over is not known any more. */
export function openConversation(turn: Turn, conversationId: string): Conversation | Rejection {
  return lookup(turn.world.state.conversations, conversationId) ?? refuse('CONVERSATION_NOT_FOUND');
}

/** The live tasks of a conversation. */
export function tasksOf(turn: Turn, conversation: Conversation): Task[] {
  return conversation.taskIds
    .map((id) => lookup(turn.world.state.tasks, id))
    .filter((task) => task !== undefined);
}

/** The task for which a wrap-up is entered under this message id, and not submitted yet. */
export function enteredUnder(
  { world }: Turn,
  conversation: Conversation,
  messageId: string,
): Task | undefined {
  for (const id of conversation.taskIds) {
    const task = lookup(world.state.tasks, id);
    if (task?.noted?.enteredId === messageId) return task;
  }
  return undefined;
}
