/** Asking for a further agent (C13), or, by a bot, for the first one (C14). */
import type { CancelRequest, RequestAgent } from './commands.ts';
import type { Rejection } from './rejections.ts';
import type { Conversation, Participant, Task } from './state.ts';
import type { Turn } from './turn.ts';
import { isCallTask } from './call-legs.ts';
import { dismissHelpers } from './conversation.ts';
import { enteredUnder, isRejection, openConversation, signedIn, tasksOf } from './find.ts';
import { isId, lookup } from './lookup.ts';
import { nextStepAt } from './matching.ts';
import { isRoutable } from './mrd-state.ts';
import { agentIn, botIn, hasPrimary, hasRoom, removeParticipant } from './participant.ts';
import { askedPriority, isPriority } from './priority.ts';
import { beginRequest, closeTask } from './queue.ts';
import { channelOf, rule, scopeOfTask } from './rules.ts';
import { isSearching } from './task-modes.ts';
import { emit, refuse } from './turn.ts';
import { closePart } from './wrapup.ts';

/** Who asks, if they may: only who talks to the customer does, and a bot on the customer's behalf alone. */
function findRequester(conversation: Conversation, { by, direction }: RequestAgent): Participant | Rejection {
  const participant = by.kind === 'AGENT' ? agentIn(conversation, by.agentId) : botIn(conversation, by.botId);
  if (participant === undefined) return refuse('NOT_A_PARTICIPANT');
  const mayAsk = participant.role === 'PRIMARY' && (by.kind === 'BOT') === (direction === 'INBOUND');
  return mayAsk ? participant : refuse('ROLE_NOT_ALLOWED');
}

/** The request for an agent that is not settled yet: there is one at a time. */
export function pendingRequest(turn: Turn, conversation: Conversation): Task | undefined {
  return tasksOf(turn, conversation).find(isSearching);
}

/** Where the request waits, and in which MRD whoever takes it has a slot. */
type Course = Pick<Task, 'queueId' | 'mrdId' | 'target' | 'nextStepAt'>;

function findCourse(turn: Turn, conversation: Conversation, { target }: RequestAgent): Course | Rejection {
  const { state } = turn.world;
  const { config } = state;
  if (target.kind === 'QUEUE') {
    const queue = lookup(config.queues, target.queueId);
    if (queue === undefined) return refuse('QUEUE_NOT_FOUND');
    const { id: queueId, mrdId } = queue;
    return { queueId, mrdId, target: { kind: 'QUEUE' }, nextStepAt: nextStepAt(queue, 0, turn.now) };
  }
  if (!Object.hasOwn(config.agents, target.agentId)) return refuse('AGENT_NOT_FOUND');
  const channel = lookup(config.channels, channelOf(state, conversation) ?? '');
  const agent = lookup(state.agents, target.agentId);
  const mrd = channel && agent && lookup(agent.mrds, channel.mrdId);
  // D14: a named agent is asked at once or not at all.
  if (agent === undefined || mrd === undefined || !isRoutable(config, agent, mrd)) {
    return refuse('AGENT_NOT_AVAILABLE');
  }
  if (agentIn(conversation, agent.id) !== undefined) return refuse('AGENT_NOT_AVAILABLE');
  const queueId = tasksOf(turn, conversation).find((task) => task.queueId !== null)?.queueId ?? null;
  return { queueId, mrdId: mrd.mrdId, target, nextStepAt: null };
}

/** Refuses a note that cannot stand in the conversation. */
function checkNote(turn: Turn, conversation: Conversation, command: RequestAgent): Rejection | null {
  const { noteId, noteLength } = command;
  if (noteId === null) return null;
  if (!isId(noteId) || enteredUnder(turn, conversation, noteId) !== undefined) return refuse('VALIDATION');
  const { state } = turn.world;
  const scope = { queueId: null, mrdId: null, channelId: channelOf(state, conversation) };
  return noteLength <= rule(state.config, 'maxTextLength', scope) ? null : refuse('TOO_LONG');
}

/** The note is a whisper: whoever takes the request reads it in its place, and the customer never does (I10). */
function leaveNote(turn: Turn, conversation: Conversation, { noteId, by }: RequestAgent): void {
  if (noteId === null || Object.hasOwn(conversation.messages, noteId)) return;
  emit(turn, {
    type: 'message.sent',
    conversationId: conversation.id,
    messageId: noteId,
    sender: by,
    kind: 'WHISPER',
    visibility: 'AGENTS',
    replyTo: null,
    inactiveAt: conversation.inactiveAt,
  });
}

/** T8: the agent is out at once, except of a call; what was entered for the wrap-up stays in the conversation. */
export function handOver(turn: Turn, conversation: Conversation, participant: Participant): void {
  const task = participant.taskId === null ? undefined : lookup(turn.world.state.tasks, participant.taskId);
  // A call is the telephone's to hand over.
  if (task !== undefined && !isCallTask(turn.world.state, task)) {
    closePart(turn, conversation, task, 'TRANSFERRED');
  }
  removeParticipant(turn, conversation, participant, 'TRANSFERRED');
  if (!hasPrimary(conversation)) dismissHelpers(turn, conversation);
}

function priorityOf(turn: Turn, requester: Participant): number {
  const task = requester.taskId === null ? undefined : lookup(turn.world.state.tasks, requester.taskId);
  return task === undefined ? 1 : askedPriority(task);
}

/** A request of its own beside those who are there already; the transferring agent leaves with it. */
export function requestAgent(turn: Turn, command: RequestAgent): Rejection | null {
  const conversation = openConversation(turn, command.conversationId);
  if (isRejection(conversation)) return conversation;
  const requester = findRequester(conversation, command);
  if (isRejection(requester)) return requester;
  const { noteId, direction, by } = command;
  const priority = command.priority ?? priorityOf(turn, requester);
  if (command.priority !== null && !isPriority(command.priority)) return refuse('VALIDATION');
  const wrong = checkNote(turn, conversation, command);
  if (wrong !== null) return wrong;
  if (pendingRequest(turn, conversation) !== undefined) return refuse('ASSISTANCE_PENDING');
  const { state } = turn.world;
  // Who hands over makes room.
  if (direction !== 'DIRECT_TRANSFER' && !hasRoom(state, conversation)) return refuse('PARTICIPANT_LIMIT');
  const course = findCourse(turn, conversation, command);
  if (isRejection(course)) return course;
  const conversationId = conversation.id;
  const transfers = direction === 'DIRECT_TRANSFER';
  const scope = scopeOfTask(state, { ...course, conversationId });
  const fallback = command.fallback ?? (transfers ? rule(state.config, 'transferFallback', scope) : 'END');
  leaveNote(turn, conversation, command);
  beginRequest(turn, {
    ...course,
    conversationId,
    direction,
    requestedBy: by,
    noteId,
    fallback,
    priority,
    enqueuedAt: turn.now,
    preferredAgentId: null,
  });
  if (transfers) handOver(turn, conversation, requester);
  return null;
}

/** T16: whoever is being asked is not asked any more. Nobody without an agent loses one: the asker is there. */
export function cancelRequest(turn: Turn, command: CancelRequest): Rejection | null {
  const agent = signedIn(turn, command.agentId);
  if (isRejection(agent)) return agent;
  const conversation = openConversation(turn, command.conversationId);
  if (isRejection(conversation)) return conversation;
  const participant = agentIn(conversation, agent.id);
  if (participant === undefined) return refuse('NOT_A_PARTICIPANT');
  if (participant.role !== 'PRIMARY') return refuse('ROLE_NOT_ALLOWED');
  const task = pendingRequest(turn, conversation);
  if (task === undefined) return refuse('TASK_NOT_FOUND');
  closeTask(turn, task, 'CANCELLED', 'CANCELLED');
  return null;
}
