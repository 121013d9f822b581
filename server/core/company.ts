/** Those who are in a conversation together: a helper who takes over (C16), an agent who is sent away (C17). */
import type { ChangeOwner, PromoteHelper, RemoveAgent } from './commands.ts';
import type { Rejection } from './rejections.ts';
import type { Conversation, Participant, Task } from './state.ts';
import type { Turn } from './turn.ts';
import { findParticipation, findPrimary, isRejection } from './find.ts';
import { lookup } from './lookup.ts';
import { ownerOf } from './owner.ts';
import { agentIn, agentsAtWork, removeParticipant } from './participant.ts';
import { handOver, pendingRequest } from './request.ts';
import { emit, refuse } from './turn.ts';
import { closePart } from './wrapup.ts';

function taskOf(turn: Turn, { taskId }: Participant): Task | undefined {
  return taskId === null ? undefined : lookup(turn.world.state.tasks, taskId);
}

/** The agent who helps: the one who is named, or the only one. */
function findHelper(conversation: Conversation, helperId: string | null): Participant | Rejection {
  const helpers = agentsAtWork(conversation).filter(({ role }) => role === 'ASSISTANT');
  const meant = helperId === null ? helpers : helpers.filter(({ ref }) => ref === helperId);
  const [helper] = meant;
  return helper === undefined || meant.length > 1 ? refuse('AGENT_NOT_AVAILABLE') : helper;
}

/** C16: the helper talks to the customer from now on; on a transfer who was helped is out at once (T8). */
export function promoteHelper(turn: Turn, command: PromoteHelper): Rejection | null {
  const found = findPrimary(turn, command);
  if (isRejection(found)) return found;
  const { conversation, participant } = found;
  if (pendingRequest(turn, conversation) !== undefined) return refuse('ASSISTANCE_PENDING');
  const helper = findHelper(conversation, command.helperId);
  if (isRejection(helper)) return helper;
  const task = taskOf(turn, helper);
  if (task?.state !== 'ACTIVE') return refuse('AGENT_NOT_AVAILABLE');
  const { direction } = command;
  emit(turn, { type: 'task.redirected', taskId: task.id, agentId: helper.ref, direction });
  emit(turn, {
    type: 'participant.roleChanged',
    conversationId: conversation.id,
    participantId: helper.id,
    role: 'PRIMARY',
    previousRole: helper.role,
  });
  if (direction === 'CONSULT_TRANSFER') handOver(turn, conversation, participant);
  return null;
}

/** C17: the owner alone sends others away, and nobody who came to supervise. Who is sent away has no wrap-up. */
export function removeAgent(turn: Turn, command: RemoveAgent): Rejection | null {
  const found = findPrimary(turn, command);
  if (isRejection(found)) return found;
  const { conversation, participant } = found;
  if (ownerOf(conversation)?.ref !== participant.ref) return refuse('ROLE_NOT_ALLOWED');
  const removed = agentsAtWork(conversation).find(({ ref }) => ref === command.removedId);
  if (removed === undefined) return refuse('AGENT_NOT_FOUND');
  const task = taskOf(turn, removed);
  if (removed.ref === participant.ref || task?.direction === 'BARGE_IN') return refuse('ROLE_NOT_ALLOWED');
  if (task !== undefined) closePart(turn, conversation, task, 'CANCELLED');
  removeParticipant(turn, conversation, removed, 'REMOVED_BY_AGENT');
  return null;
}

/** The owner gives the conversation away and stays in it. Who has it already keeps it. */
export function changeOwner(turn: Turn, command: ChangeOwner): Rejection | null {
  const found = findParticipation(turn, command);
  if (isRejection(found)) return found;
  const { conversation, participant } = found;
  if (conversation.sessionIds.length === 0) return refuse('TOPIC_CLOSED');
  if (ownerOf(conversation) !== participant) return refuse('NOT_OWNER');
  const next = agentIn(conversation, command.ownerId);
  // Who listens unseen is not there for anybody (I10).
  if (next === undefined || next.role === 'SILENT_MONITOR') return refuse('AGENT_NOT_FOUND');
  if (next.role !== 'PRIMARY') return refuse('AGENT_NOT_AVAILABLE');
  if (next === participant) return null;
  const { id: conversationId } = conversation;
  emit(turn, {
    type: 'conversation.ownerChanged',
    conversationId,
    agentId: next.ref,
    previousId: participant.ref,
  });
  return null;
}
