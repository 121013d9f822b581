/** What a supervisor who has come to listen does in the conversation (C18): listen, whisper, talk to the customer. */
import type { ChangeSupervision } from './commands.ts';
import type { Rejection } from './rejections.ts';
import type { Conversation, Participant, State, Task } from './state.ts';
import type { Turn } from './turn.ts';
import { findParticipation, isRejection } from './find.ts';
import { lowerHands } from './hand.ts';
import { demoteBots } from './joining.ts';
import { lookup } from './lookup.ts';
import { hasRoom, primaryOfTeams } from './participant.ts';
import { isSupervision } from './task-modes.ts';
import { emit, refuse } from './turn.ts';

/** The supervisor's part, or undefined for who takes part otherwise. */
export function supervisionOf({ tasks }: State, { taskId }: Participant): Task | undefined {
  const task = taskId === null ? undefined : lookup(tasks, taskId);
  return task !== undefined && isSupervision(task) && task.state === 'ACTIVE' ? task : undefined;
}

/** Who talks to the customer steps back only beside an agent of a team that they supervise (still). */
export function mayStepBack({ config }: State, conversation: Conversation, self: Participant): boolean {
  if (self.role !== 'PRIMARY') return true;
  const participants = conversation.participants.filter(({ id }) => id !== self.id);
  const teamIds = lookup(config.agents, self.ref)?.supervises ?? [];
  return primaryOfTeams(config, { participants }, teamIds) !== undefined;
}

/** Lets a supervisor have another role. Whoever has it already keeps it. */
export function takeRole(
  turn: Turn,
  conversation: Conversation,
  participant: Participant,
  task: Task,
  role: ChangeSupervision['role'],
): Rejection | null {
  const { id, ref, role: previousRole } = participant;
  if (role === previousRole) return null;
  if (role === 'PRIMARY' && !hasRoom(turn.world.state, conversation)) return refuse('PARTICIPANT_LIMIT');
  if (!mayStepBack(turn.world.state, conversation, participant)) return refuse('ROLE_NOT_ALLOWED');
  const direction = role === 'PRIMARY' ? 'BARGE_IN' : 'SILENT_MONITOR';
  if (direction !== task.direction)
    emit(turn, { type: 'task.redirected', taskId: task.id, agentId: ref, direction });
  emit(turn, {
    type: 'participant.roleChanged',
    conversationId: conversation.id,
    participantId: id,
    role,
    previousRole,
  });
  if (role === 'PRIMARY') demoteBots(turn, conversation);
  // Whoever asked for help has it.
  if (role !== 'SILENT_MONITOR') lowerHands(turn, conversation);
  return null;
}

/** A supervisor steps nearer, or back. It costs no place in any MRD, whatever the role. */
export function changeSupervision(turn: Turn, command: ChangeSupervision): Rejection | null {
  const found = findParticipation(turn, command);
  if (isRejection(found)) return found;
  const { conversation, participant } = found;
  const task = supervisionOf(turn.world.state, participant);
  if (task === undefined) return refuse('ROLE_NOT_ALLOWED');
  if (conversation.sessionIds.length === 0) return refuse('TOPIC_CLOSED');
  return takeRole(turn, conversation, participant, task, command.role);
}
