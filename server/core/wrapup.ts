/** After the conversation (W1–W6): the agent's time to note what it was about. */
import type { CloseWrapup, EnterWrapup, ExtendWrapup } from './commands.ts';
import type { RevokeReason } from './events.ts';
import type { Rejection } from './rejections.ts';
import type { Conversation, Task, TaskCloseReason } from './state.ts';
import type { Turn } from './turn.ts';
import { callBeside } from './call-legs.ts';
import { closeIfOver } from './closing.ts';
import { enteredUnder, isRejection, openConversation, signedIn } from './find.ts';
import { isId, lookup } from './lookup.ts';
import { agentIn, participantOf, removeParticipant, stepOut } from './participant.ts';
import { closeTask, type ClosedTask } from './queue.ts';
import { rule, scopeOfTask } from './rules.ts';
import { TASK_MODES } from './task-modes.ts';
import { emit, refuse } from './turn.ts';

/** Puts a wrap-up into the conversation, where agents alone see it; once per message id. */
function submit(turn: Turn, conversation: Conversation, agentId: string, messageId: string): void {
  if (Object.hasOwn(conversation.messages, messageId)) return;
  emit(turn, {
    type: 'message.sent',
    conversationId: conversation.id,
    messageId,
    sender: { kind: 'AGENT', agentId },
    kind: 'WRAPUP',
    visibility: 'AGENTS',
    replyTo: null,
    inactiveAt: conversation.inactiveAt,
  });
}

/** Whether the id is that of something else: what was said before, or what another agent has entered (I12). */
function isTaken(turn: Turn, conversation: Conversation, task: Task, messageId: string): boolean {
  const entered = enteredUnder(turn, conversation, messageId);
  if (entered !== undefined) return entered.id !== task.id;
  if (!Object.hasOwn(conversation.messages, messageId)) return false;
  const mayBeOwn = task.noted?.submitted === true && Object.hasOwn(conversation.internal, messageId);
  return !mayBeOwn;
}

/**
 * Submits what the agent has entered, because their part ends without them (D31). True when a wrap-up
 * stands in the conversation now, entered or submitted by the agent before.
 */
function submitEntered(turn: Turn, conversation: Conversation, task: Task): boolean {
  const { noted, agentId } = task;
  if (noted === undefined || agentId === null) return false;
  const { enteredId, submitted } = noted;
  if (enteredId !== null) submit(turn, conversation, agentId, enteredId);
  return submitted || enteredId !== null;
}

/** The agent's part ends without a wrap-up of theirs: what was entered for it is submitted (D31). */
export function closePart(
  turn: Turn,
  conversation: Conversation,
  task: Task,
  reason: TaskCloseReason,
  revoke: RevokeReason | null = null,
): ClosedTask {
  submitEntered(turn, conversation, task);
  return closeTask(turn, task, reason, revoke);
}

/** The agent's part is over, and nothing is left to do. */
export function finishPart(
  turn: Turn,
  conversation: Conversation,
  task: Task,
  reason: string,
  quiet = false,
): void {
  const { participant } = closePart(turn, conversation, task, 'DONE');
  removeParticipant(turn, conversation, participant, reason, quiet);
}

/** T7: the agent's part is over; wrap-up begins, or the task is done where there is none. */
export function endPart(
  turn: Turn,
  conversation: Conversation,
  task: Task,
  reason: string,
  quiet = false,
): void {
  const { state } = turn.world;
  const participant = participantOf(conversation, task);
  const duration = rule(state.config, 'wrapupMs', scopeOfTask(state, task));
  // Who stays by a call wraps up when that is over.
  const wrapsUp =
    duration > 0 && TASK_MODES[task.direction].wrapsUp && callBeside(state, conversation, task) === undefined;
  if (!wrapsUp || participant === undefined || task.agentId === null) {
    finishPart(turn, conversation, task, reason, quiet);
    return;
  }
  stepOut(turn, conversation, participant);
  emit(turn, {
    type: 'task.wrapupStarted',
    taskId: task.id,
    agentId: task.agentId,
    endsAt: turn.now + duration,
  });
  emit(turn, {
    type: 'participant.roleChanged',
    conversationId: conversation.id,
    participantId: participant.id,
    role: 'WRAP_UP',
    previousRole: participant.role,
    ...(quiet && { quiet }),
  });
}

/** T13: the slot is free again, and the conversation is over when this was its last wrap-up. */
function finishWrapup(turn: Turn, conversation: Conversation, task: Task, reason: TaskCloseReason): void {
  const { participant } = closeTask(turn, task, reason);
  removeParticipant(turn, conversation, participant, reason);
  closeIfOver(turn, conversation);
}

type Wrapup = { conversation: Conversation; task: Task; until: number; extensions: number };

/** The wrap-up that an agent is in. */
function findWrapup(turn: Turn, agentId: string, conversationId: string): Wrapup | Rejection {
  const agent = signedIn(turn, agentId);
  if (isRejection(agent)) return agent;
  const conversation = openConversation(turn, conversationId);
  if (isRejection(conversation)) return conversation;
  const taskId = agentIn(conversation, agentId)?.taskId;
  if (taskId === undefined) return refuse('NOT_A_PARTICIPANT');
  const task = taskId === null ? undefined : lookup(turn.world.state.tasks, taskId);
  if (task?.state !== 'WRAP_UP' || task.wrapup === null) return refuse('NOT_IN_WRAP_UP');
  return { conversation, task, until: task.wrapup.endsAt, extensions: task.wrapup.extensions };
}

/** The wrap-up ends without the agent's word: with what was entered it is applied, else it ends for `otherwise`. */
export function endWrapup(
  turn: Turn,
  conversation: Conversation,
  task: Task,
  otherwise: 'WRAP_UP_EXPIRED' | 'WRAP_UP_NOT_APPLIED',
): void {
  const applied = submitEntered(turn, conversation, task);
  finishWrapup(turn, conversation, task, applied ? 'WRAP_UP_APPLIED' : otherwise);
}

/** The agent ends the wrap-up, with what was noted or without. */
export function closeWrapup(turn: Turn, command: CloseWrapup): Rejection | null {
  const wrapup = findWrapup(turn, command.agentId, command.conversationId);
  if (isRejection(wrapup)) return wrapup;
  const { conversation, task } = wrapup;
  const { messageId, agentId } = command;
  if (messageId !== null && (!isId(messageId) || isTaken(turn, conversation, task, messageId)))
    return refuse('VALIDATION');
  if (messageId !== null) submit(turn, conversation, agentId, messageId);
  finishWrapup(turn, conversation, task, messageId === null ? 'WRAP_UP_NOT_APPLIED' : 'WRAP_UP_APPLIED');
  return null;
}

/** Adds the rule's time once more, from the end of the running time. */
export function extendWrapup(turn: Turn, command: ExtendWrapup): Rejection | null {
  const wrapup = findWrapup(turn, command.agentId, command.conversationId);
  if (isRejection(wrapup)) return wrapup;
  const { state } = turn.world;
  const scope = scopeOfTask(state, wrapup.task);
  if (wrapup.extensions >= rule(state.config, 'wrapupExtensions', scope)) return refuse('WRAP_UP_LIMIT');
  emit(turn, {
    type: 'task.wrapupExtended',
    taskId: wrapup.task.id,
    agentId: command.agentId,
    endsAt: Math.max(turn.now, wrapup.until) + rule(state.config, 'wrapupMs', scope),
  });
  return null;
}

/** The agent's own task in a conversation, worked on or wrapping up. */
function findOwnTask(turn: Turn, agentId: string, conversation: Conversation): Task | Rejection {
  const agent = signedIn(turn, agentId);
  if (isRejection(agent)) return agent;
  const taskId = agentIn(conversation, agentId)?.taskId;
  if (taskId === undefined) return refuse('NOT_A_PARTICIPANT');
  const task = taskId === null ? undefined : lookup(turn.world.state.tasks, taskId);
  const isOpen = task?.state === 'ACTIVE' || task?.state === 'WRAP_UP';
  return isOpen && TASK_MODES[task.direction].wrapsUp ? task : refuse('NOT_IN_WRAP_UP');
}

/** Keeps what is entered so far: during the conversation and while the wrap-up runs. */
export function enterWrapup(turn: Turn, command: EnterWrapup): Rejection | null {
  const conversation = openConversation(turn, command.conversationId);
  if (isRejection(conversation)) return conversation;
  const task = findOwnTask(turn, command.agentId, conversation);
  if (isRejection(task)) return task;
  const { messageId, agentId } = command;
  if (messageId !== null && (!isId(messageId) || isTaken(turn, conversation, task, messageId)))
    return refuse('VALIDATION');
  const { state } = turn.world;
  const limit = rule(state.config, 'maxTextLength', scopeOfTask(state, task));
  if (!(command.textLength <= limit)) return refuse('TOO_LONG');
  // What was submitted under this id cannot be changed any more; what is not there cannot be taken back.
  if (messageId !== null && Object.hasOwn(conversation.messages, messageId)) return null;
  if (messageId === null && (task.noted?.enteredId ?? null) === null) return null;
  emit(turn, { type: 'task.wrapupEntered', taskId: task.id, agentId, messageId });
  return null;
}
