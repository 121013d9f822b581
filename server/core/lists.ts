/** Pull lists (C10, C11): who looks at them, what stands on them, and how that ends. */
import type { EndListed, SubscribeList } from './commands.ts';
import type { Rejection } from './rejections.ts';
import type { Agent, Conversation, State } from './state.ts';
import type { Turn } from './turn.ts';
import { endAllSessions, isListed } from './conversation.ts';
import { isRejection, openConversation, signedIn, tasksOf } from './find.ts';
import { lookup } from './lookup.ts';
import { removeParticipant } from './participant.ts';
import { emit, refuse, signal } from './turn.ts';
import { closePart } from './wrapup.ts';

/** How a request stands on its list: nobody has joined it yet, somebody is in it, all have left. */
export type ListedStatus = 'UNREAD' | 'ACTIVE' | 'INACTIVE';

/** The list on which agents find a conversation and how it stands there; null: on none (any more). */
export function listedAs(
  { config }: State,
  { listId, state, sessionIds }: Conversation,
): { listId: string; status: ListedStatus } | null {
  // Without its customer there is nothing left to join.
  if (listId === null || sessionIds.length === 0 || !Object.hasOwn(config.lists, listId)) return null;
  const status = state === 'CREATED' ? 'UNREAD' : state === 'INACTIVE' ? 'INACTIVE' : 'ACTIVE';
  return { listId, status };
}

/** The lists that an agent looks at, of those that there are. */
export function subscribedLists({ config }: State, agent: Agent): string[] {
  return (agent.listIds ?? []).filter((id) => Object.hasOwn(config.lists, id));
}

/** Begins or ends to look at a list. Asked for again, it is answered and changes nothing. */
export function subscribeList(turn: Turn, { agentId, listId, on }: SubscribeList): Rejection | null {
  const agent = signedIn(turn, agentId);
  if (isRejection(agent)) return agent;
  const isOn = agent.listIds?.includes(listId) === true;
  // One that is configured no more can still be let go of.
  if (!isOn && lookup(turn.world.state.config.lists, listId) === undefined) return refuse('LIST_NOT_FOUND');
  if (isOn === on) signal(turn, { type: 'agent.listUnchanged', agentId, listId, on });
  else emit(turn, { type: 'agent.listSubscribed', agentId, listId, on });
  return null;
}

/** Everybody is out of it at once. What was entered for a wrap-up is kept. */
export function endListed(turn: Turn, command: EndListed): Rejection | null {
  const agent = signedIn(turn, command.agentId);
  if (isRejection(agent)) return agent;
  const conversation = openConversation(turn, command.conversationId);
  if (isRejection(conversation)) return conversation;
  if (conversation.sessionIds.length === 0) return refuse('TOPIC_CLOSED');
  if (!isListed(turn, conversation)) return refuse('LIST_NOT_FOUND');
  for (const task of tasksOf(turn, conversation)) {
    const { participant } = closePart(turn, conversation, task, 'FORCE_CLOSED', 'CANCELLED');
    removeParticipant(turn, conversation, participant, 'FORCE_CLOSED');
  }
  endAllSessions(turn, conversation, 'FORCE_CLOSED');
  return null;
}
