/** How an agent comes into a conversation, whatever the task by which they do. */
import type { Conversation, Task } from './state.ts';
import type { Turn } from './turn.ts';
import { changeState } from './conversation-state.ts';
import { awaitAnswer } from './answering.ts';
import { TASK_MODES } from './task-modes.ts';
import { emit, newId } from './turn.ts';

/** Bots step back behind an agent who talks to the customer (C14). */
export function demoteBots(turn: Turn, conversation: Conversation): void {
  for (const { id, kind, role } of [...conversation.participants]) {
    if (kind !== 'BOT' || role !== 'PRIMARY') continue;
    emit(turn, {
      type: 'participant.roleChanged',
      conversationId: conversation.id,
      participantId: id,
      role: 'ASSISTANT',
      previousRole: role,
    });
  }
}

/** Lets the agent of a task that has just become theirs take part. */
export function joinBy(
  turn: Turn,
  conversation: Conversation,
  task: Pick<Task, 'id' | 'direction'>,
  agentId: string,
  participantId: string | null,
): void {
  const { role } = TASK_MODES[task.direction];
  // Two participants with one id would be one to every desk.
  const taken = conversation.participants.some(({ id }) => id === participantId);
  emit(turn, {
    type: 'participant.joined',
    conversationId: conversation.id,
    participant: {
      id: participantId === null || taken ? newId(turn) : participantId,
      kind: 'AGENT',
      ref: agentId,
      role,
      joinedAt: turn.now,
      taskId: task.id,
    },
  });
  if (role !== 'PRIMARY') return;
  demoteBots(turn, conversation);
  if (conversation.state === 'CREATED' || conversation.state === 'INACTIVE') {
    changeState(turn, conversation, 'ACTIVE');
  }
  // C25: the time begins with the first agent, and anew with each further one.
  awaitAnswer(turn, conversation);
}
