/** Tasks that begin with their agent at work: pull lists (C10) and supervising (C12). */
import type { JoinConversation, SuperviseConversation } from './commands.ts';
import type { Rejection } from './rejections.ts';
import type { Agent, Conversation, Task, TaskDirection } from './state.ts';
import type { Turn } from './turn.ts';
import { isListed } from './conversation.ts';
import { startDirectTask } from './direct-task.ts';
import { isRejection, openConversation, signedIn } from './find.ts';
import { joinBy } from './joining.ts';
import { isId, lookup } from './lookup.ts';
import { agentIn, hasRoom, primaryOfTeams } from './participant.ts';
import { supervisionOf, takeRole } from './supervising.ts';
import { refuse, signal } from './turn.ts';
import { endWrapup } from './wrapup.ts';

type AgentInConversation = { agent: Agent; conversation: Conversation };

/** Who wants to join, and where; a refusal where the customer has gone. */
function findAgentIn(
  turn: Turn,
  command: JoinConversation | SuperviseConversation,
): AgentInConversation | Rejection {
  const agent = signedIn(turn, command.agentId);
  if (isRejection(agent)) return agent;
  const conversation = openConversation(turn, command.conversationId);
  if (isRejection(conversation)) return conversation;
  const { participantId } = command;
  if (participantId !== null && !isId(participantId)) return refuse('VALIDATION');
  return conversation.sessionIds.length === 0 ? refuse('TOPIC_CLOSED') : { agent, conversation };
}

/** True when the agent is in it already: the desk gets the whole of it again. */
function isBack(turn: Turn, { agent, conversation }: AgentInConversation): boolean {
  if (agentIn(conversation, agent.id) === undefined) return false;
  signal(turn, { type: 'conversation.rejoined', agentId: agent.id, conversationId: conversation.id });
  return true;
}

/** It takes no slot: whoever joins or watches has chosen to. */
function startTask(
  turn: Turn,
  { agent, conversation }: AgentInConversation,
  direction: TaskDirection,
  participantId: string | null,
): void {
  const ids = { conversationId: conversation.id, agentId: agent.id };
  const task = startDirectTask(turn, { ...ids, queueId: null, mrdId: null, direction });
  joinBy(turn, conversation, task, agent.id, participantId);
}

/** What the agent is wrapping up here. */
function wrapupOf(turn: Turn, { agent, conversation }: AgentInConversation): Task | undefined {
  const taskId = agentIn(conversation, agent.id)?.taskId ?? null;
  const task = taskId === null ? undefined : lookup(turn.world.state.tasks, taskId);
  return task?.state === 'WRAP_UP' ? task : undefined;
}

/** Who comes back to a conversation that they are wrapping up has parked it: the wrap-up ends. */
function unpark(turn: Turn, found: AgentInConversation): void {
  const task = wrapupOf(turn, found);
  if (task !== undefined) endWrapup(turn, found.conversation, task, 'WRAP_UP_NOT_APPLIED');
}

/** An agent takes a conversation from its list. */
export function joinConversation(turn: Turn, command: JoinConversation): Rejection | null {
  const found = findAgentIn(turn, command);
  if (isRejection(found)) return found;
  const listed = isListed(turn, found.conversation);
  if (listed) unpark(turn, found);
  if (isBack(turn, found)) return null;
  if (!listed) return refuse('LIST_NOT_FOUND');
  startTask(turn, found, 'INBOUND', command.participantId);
  return null;
}

/** Whether an agent of a team that this person supervises talks to the customer. */
function isOverseen(turn: Turn, { agent, conversation }: AgentInConversation): boolean {
  const { config } = turn.world.state;
  const teams = lookup(config.agents, agent.id)?.supervises ?? [];
  return primaryOfTeams(config, conversation, teams) !== undefined;
}

/**
 * A supervisor listens, unseen; one who whispers or talks already steps back. Where an agent has raised a hand, one who
 * is not there yet may come to whisper, or to talk to the customer, at once.
 */
export function superviseConversation(turn: Turn, command: SuperviseConversation): Rejection | null {
  const found = findAgentIn(turn, command);
  if (isRejection(found)) return found;
  const { agent, conversation } = found;
  const there = agentIn(conversation, agent.id);
  const supervision = there && supervisionOf(turn.world.state, there);
  const { role } = command;
  if (there !== undefined && supervision !== undefined && there.role !== role)
    return takeRole(turn, conversation, there, supervision, role);
  const isAsked = role === 'SILENT_MONITOR' || conversation.hands !== undefined;
  const isTheirs = isOverseen(turn, found);
  // Who wraps up listens again only where they could come to listen: else they are back as they were.
  const listensAgain = isAsked && isTheirs && wrapupOf(turn, found) !== undefined;
  if (!listensAgain && isBack(turn, found)) return null;
  if (!isAsked) return refuse('NOT_A_PARTICIPANT');
  if (!isTheirs) return refuse('FORBIDDEN');
  if (role === 'PRIMARY' && !hasRoom(turn.world.state, conversation)) return refuse('PARTICIPANT_LIMIT');
  unpark(turn, found);
  // Somebody may stay by a call of the conversation.
  if (isBack(turn, found)) return null;
  startTask(turn, found, 'SILENT_MONITOR', command.participantId);
  const joined = agentIn(conversation, agent.id);
  const task = joined && supervisionOf(turn.world.state, joined);
  if (joined === undefined || task === undefined) return null;
  return takeRole(turn, conversation, joined, task, role);
}
