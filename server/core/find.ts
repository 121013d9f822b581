/** Finding what a command names, or the refusal that says it is not there. */
import type { Rejection } from './rejections.ts';
import type { Agent, Conversation, Participant, Task } from './state.ts';
import type { Turn } from './turn.ts';
import { lookup } from './lookup.ts';
import { agentIn } from './participant.ts';
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

/** An agent's part in a conversation. */
type Participation = { conversation: Conversation; participant: Participant };

type Asked = { agentId: string; conversationId: string };

/** The part of a signed-in agent in an open conversation, in whatever role; else NOT_A_PARTICIPANT. */
export function findParticipation(turn: Turn, { agentId, conversationId }: Asked): Participation | Rejection {
  const agent = signedIn(turn, agentId);
  if (isRejection(agent)) return agent;
  const conversation = openConversation(turn, conversationId);
  if (isRejection(conversation)) return conversation;
  const participant = agentIn(conversation, agent.id);
  return participant === undefined ? refuse('NOT_A_PARTICIPANT') : { conversation, participant };
}

/** The same of somebody who talks to the customer; else ROLE_NOT_ALLOWED. */
export function findPrimary(turn: Turn, asked: Asked): Participation | Rejection {
  const found = findParticipation(turn, asked);
  return isRejection(found) || found.participant.role === 'PRIMARY' ? found : refuse('ROLE_NOT_ALLOWED');
}

/** The live tasks of a conversation. */
export function tasksOf(turn: Turn, conversation: Conversation): Task[] {
  return conversation.taskIds
    .map((id) => lookup(turn.world.state.tasks, id))
    .filter((task) => task !== undefined);
}

/** Whether somebody is offered it, and the time for that is not over: the deadline counts, not when its tick arrives. */
export function rings({ now }: Turn, { state, offerEndsAt }: Task): boolean {
  return state === 'OFFERED' && (offerEndsAt === null || offerEndsAt > now);
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
