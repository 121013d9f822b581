/** Ids as they are written on the wire. */
import type { RoomInfo } from '../../../protocol/cim/primitives.ts';
import type { Task } from '../../core/state.ts';

/** `taskId:mediaId`, as desks hand it back in `topicSubscription`. */
export function wireTaskId(task: Pick<Task, 'id' | 'mediaId'>): string {
  return `${task.id}:${task.mediaId}`;
}

/** The task's own id from either form. */
export function taskIdOf(wireId: string): string {
  const colon = wireId.indexOf(':');
  return colon === -1 ? wireId : wireId.slice(0, colon);
}

/** A conversation's room: one per conversation, under the conversation's id. */
export function roomOf(conversationId: string): RoomInfo {
  return { id: conversationId, mode: 'CONTACT_CENTER' };
}
