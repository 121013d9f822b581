/** What a supervisor who has come to listen does in the conversation (C18): listen, whisper, talk to the customer. */
import type { ChangeSupervision } from './commands.ts';
import type { Rejection } from './rejections.ts';
import type { Conversation, Participant, Task } from './state.ts';
import type { Turn } from './turn.ts';
import { isRejection, openConversation, signedIn } from './find.ts';
import { demoteBots } from './joining.ts';
import { lookup } from './lookup.ts';
import { agentIn, hasRoom } from './participant.ts';
import { emit, refuse } from './turn.ts';

/** The supervisor's part, or undefined for who takes part otherwise. */
export function supervisionOf(turn: Turn, { taskId }: Participant): Task | undefined {
  const task = taskId === null ? undefined : lookup(turn.world.state.tasks, taskId);
  const supervises = task?.direction === 'SILENT_MONITOR' || task?.direction === 'BARGE_IN';
  return supervises && task.state === 'ACTIVE' ? task : undefined;
}

/** Whether somebody else talks to the customer: who is the only one may not step back. */
function isAccompanied({ participants }: Conversation, self: Participant): boolean {
  return participants.some(({ id, kind, role }) => id !== self.id && kind === 'AGENT' && role === 'PRIMARY');
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
  if (previousRole === 'PRIMARY' && !isAccompanied(conversation, participant))
    return refuse('ROLE_NOT_ALLOWED');
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
  return null;
}

/** A supervisor steps nearer, or back. It costs no place in any MRD, whatever the role. */
export function changeSupervision(turn: Turn, command: ChangeSupervision): Rejection | null {
  const agent = signedIn(turn, command.agentId);
  if (isRejection(agent)) return agent;
  const conversation = openConversation(turn, command.conversationId);
  if (isRejection(conversation)) return conversation;
  const participant = agentIn(conversation, agent.id);
  if (participant === undefined) return refuse('NOT_A_PARTICIPANT');
  const task = supervisionOf(turn, participant);
  if (task === undefined) return refuse('ROLE_NOT_ALLOWED');
  if (conversation.sessionIds.length === 0) return refuse('TOPIC_CLOSED');
  return takeRole(turn, conversation, participant, task, command.role);
}
