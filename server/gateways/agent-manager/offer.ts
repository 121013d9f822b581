/** `taskRequest`: an offer as it rings on the desk (D16). */
import { randomUUID } from 'node:crypto';
import { isBlank } from '../../../protocol/shared/visible.ts';
import { firstCharacters, charactersIn } from '../../../protocol/shared/characters.ts';
import type { TaskRequest } from '../../../protocol/agent-manager/server-events.ts';
import { lookup } from '../../core/lookup.ts';
import type { State, Task } from '../../core/state.ts';
import { agentName } from '../shared/cim-parties.ts';
import { wireQueue, type Scope } from '../shared/cim-scope.ts';
import { roomOf, wireTaskId } from '../shared/wire-ids.ts';

/** The longest preview of what the customer wrote. */
const PREVIEW_LENGTH = 160;

/** The offer, or null when the task rings nowhere or its customer has gone. */
export function taskRequestOf(
  task: Task,
  scope: Scope & { note: (noteId: string) => string | null },
  preview: string | null,
  now: number,
): TaskRequest | null {
  const channelSession = scope.answeringSession(task.conversationId);
  if (task.state !== 'OFFERED' || task.offerEndsAt === null || channelSession === undefined) return null;
  return {
    conversationId: task.conversationId,
    taskId: wireTaskId(task),
    channelSession,
    roomInfo: roomOf(task.conversationId),
    taskState: { name: 'RESERVED', reasonCode: null },
    taskDirection: task.direction,
    queue: wireQueue(scope, task.queueId),
    note: task.noteId === null ? null : scope.note(task.noteId),
    requestedBy:
      task.requestedBy?.kind === 'AGENT' ? agentName(scope.directory, task.requestedBy.agentId) : null,
    correlationId: randomUUID(),
    ronaTimeout: Math.max(0, (task.offerEndsAt - now) / 1000),
    expiresAt: task.offerEndsAt,
    enqueuedAt: task.enqueuedAt,
    serverTime: now,
    preview,
    mrdId: task.mrdId ?? '',
  };
}

/**
 * A call that its agent has answered at the telephone: STARTED, so that desks open it and nothing rings. Null when the task
 * is no part in a call.
 */
export function startedCallOf(
  { sessions, conversations }: State,
  task: Task,
  scope: Scope,
  now: number,
): TaskRequest | null {
  const sessionId = lookup(conversations, task.conversationId)?.sessionIds.find((id) =>
    lookup(sessions, id)?.legs?.some(({ taskId }) => taskId === task.id),
  );
  const channelSession = sessionId === undefined ? undefined : scope.session(task.conversationId, sessionId);
  if (channelSession === undefined) return null;
  return {
    conversationId: task.conversationId,
    taskId: wireTaskId(task),
    channelSession,
    roomInfo: roomOf(task.conversationId),
    taskState: { name: 'STARTED', reasonCode: null },
    taskDirection: task.direction,
    queue: wireQueue(scope, task.queueId),
    note: null,
    requestedBy: null,
    correlationId: randomUUID(),
    ronaTimeout: 0,
    expiresAt: now,
    enqueuedAt: task.enqueuedAt,
    serverTime: now,
    preview: null,
    mrdId: task.mrdId ?? '',
  };
}

/** The first words of a body on one line. */
export function previewOf(body: unknown): string | null {
  const text = (body as { markdownText?: unknown } | null)?.markdownText;
  if (typeof text !== 'string' || isBlank(text)) return null;
  const line = text.trim().replaceAll(/\s+/g, ' ');
  return charactersIn(line) <= PREVIEW_LENGTH ? line : `${firstCharacters(line, PREVIEW_LENGTH - 1)}…`;
}
