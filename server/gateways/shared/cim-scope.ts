/** How ids become what people read at the moment of an event, and the envelope every CIM event travels in. */
import type { CimEventData, CimEventOf, KnownEventName } from '../../../protocol/cim/event.ts';
import type { ChannelSession, Customer, Sender } from '../../../protocol/cim/parties.ts';
import type { CimEventType } from '../../../protocol/cim/vocabulary.ts';
import type { Directory } from '../../configuration/directory.ts';
import type { Participant, Task } from '../../core/state.ts';
import type { JsonObject } from '../../engine/contract.ts';
import { SYSTEM_SENDER } from './cim-parties.ts';
import { roomOf } from './wire-ids.ts';

/** What is shown of a task, also after it has ended. */
export type TaskFacts = Pick<
  Task,
  | 'id'
  | 'mediaId'
  | 'conversationId'
  | 'queueId'
  | 'mrdId'
  | 'direction'
  | 'target'
  | 'requestedBy'
  | 'priority'
  | 'enqueuedAt'
>;

/** The names behind the ids. The live stream has them from the world, the history from the store. */
export interface Scope {
  readonly directory: Directory;
  task(taskId: string): TaskFacts | undefined;
  queueName(queueId: string): string;
  /** A customer's session with all that is known of it, also one that has just ended. */
  session(conversationId: string, sessionId: string): ChannelSession | undefined;
  /** The session that a conversation is answered by. */
  answeringSession(conversationId: string): ChannelSession | undefined;
  customer(conversationId: string): Customer;
  participant(conversationId: string, participantId: string): Participant | undefined;
  /** The stored `{header, body}`; undefined once erased. */
  message(conversationId: string, messageId: string): JsonObject | undefined;
}

/** A queue as the wire shows it; desks want one even where work came by none. */
export function wireQueue(scope: Scope, queueId: string | null): { id: string; name: string } {
  return queueId === null ? { id: '', name: '' } : { id: queueId, name: scope.queueName(queueId) };
}

/** When it happened and where it stands in its conversation; `streamSeq` null: it is not kept. */
export type Stamp = { at: number; streamSeq: number | null };

/** Puts `data` into the envelope. Without a `sender` it is the system's doing. */
export function envelope<N extends KnownEventName>(
  name: N,
  type: CimEventType,
  conversationId: string,
  stamp: Stamp,
  data: CimEventData[N],
  further: { id?: string; sender?: Sender; session?: ChannelSession | undefined } = {},
): CimEventOf<N> {
  const event: CimEventOf<N> = {
    id: further.id ?? `${conversationId}:${String(stamp.streamSeq)}`,
    name,
    type,
    timestamp: stamp.at,
    conversationId,
    eventEmitter: further.sender ?? SYSTEM_SENDER,
    channelSession: further.session ?? null,
    data,
    roomInfo: roomOf(conversationId),
  };
  if (stamp.streamSeq !== null) event.seq = stamp.streamSeq;
  return event;
}
