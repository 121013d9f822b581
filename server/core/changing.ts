/** Messages that their authors change or take back (C28). Bodies never come here. */
import type { ChangeMessage } from './commands.ts';
import type { Rejection } from './rejections.ts';
import type { Conversation, State } from './state.ts';
import type { Turn } from './turn.ts';
import { findParticipation, isRejection } from './find.ts';
import { lookup } from './lookup.ts';
import { maySend } from './participant.ts';
import { rule, scopeOfTask } from './rules.ts';
import { emit, refuse } from './turn.ts';

/** Whether what the customer was sent can still be changed: a provider that has delivered it takes nothing back. */
export function mayChangeSent({ sessions }: State, { sessionIds }: Conversation): boolean {
  return sessionIds.length > 0 && sessionIds.every((id) => lookup(sessions, id)?.connectionBound === true);
}

/** Taken back twice is taken back once; what was taken back cannot be changed. */
export function changeMessage(turn: Turn, command: ChangeMessage): Rejection | null {
  const found = findParticipation(turn, command);
  if (isRejection(found)) return found;
  const { conversation, participant } = found;
  const { messageId, agentId } = command;
  if (!Object.hasOwn(conversation.messages, messageId)) return refuse('MESSAGE_NOT_FOUND');
  if (command.authorId !== agentId) return refuse('FORBIDDEN');
  const isInternal = Object.hasOwn(conversation.internal, messageId);
  if (!maySend(participant, isInternal ? 'WHISPER' : 'MESSAGE')) return refuse('ROLE_NOT_ALLOWED');
  const { state } = turn.world;
  if (!isInternal && !mayChangeSent(state, conversation)) return refuse('STATE_NOT_ALLOWED');
  const task = lookup(state.tasks, participant.taskId ?? '');
  const scope = scopeOfTask(state, {
    queueId: task?.queueId ?? null,
    mrdId: task?.mrdId ?? null,
    conversationId: conversation.id,
  });
  if (!(command.textLength <= rule(state.config, 'maxTextLength', scope))) return refuse('TOO_LONG');
  const before = conversation.changed === undefined ? undefined : lookup(conversation.changed, messageId);
  if (before?.deleted === true) return command.type === 'message.delete' ? null : refuse('MESSAGE_NOT_FOUND');
  emit(turn, {
    type: command.type === 'message.delete' ? 'message.deleted' : 'message.edited',
    conversationId: conversation.id,
    messageId,
    agentId,
    visibility: isInternal ? 'AGENTS' : 'ALL',
    number: (before?.number ?? 0) + 1,
  });
  return null;
}
