/** What an agent is told who is out of a conversation. */
import { UNSUBSCRIBE_REASONS } from '../../../protocol/agent-manager/server-events.ts';
import type { DomainEvent, EventOf } from '../../core/events.ts';
import type { TurnFrames } from './turn-frames.ts';

export function leavingFrames(
  out: TurnFrames,
  { conversationId, participant, reason }: EventOf<'participant.left'>,
): void {
  const closed = out.turn.events.find(
    (event): event is EventOf<'task.closed'> & DomainEvent =>
      event.type === 'task.closed' && event.taskId === participant.taskId,
  );
  out.tell(participant.ref, conversationId, 'topicUnsubscription', {
    task: 'topicUnsubscription',
    conversationId,
    statusCode: 200,
    reason: unsubscribeReason(closed?.reason ?? null, reason),
  });
  out.sources.seen.forget(conversationId, participant.ref);
}

/** The exact words that desks of the family compare with. */
function unsubscribeReason(closed: EventOf<'task.closed'>['reason'] | null, left: string): string {
  switch (closed) {
    case 'WRAP_UP_APPLIED':
      return UNSUBSCRIBE_REASONS.wrapupApplied;
    case 'WRAP_UP_NOT_APPLIED':
      return UNSUBSCRIBE_REASONS.wrapupSkipped;
    case 'WRAP_UP_EXPIRED':
      return UNSUBSCRIBE_REASONS.wrapupExpired;
    case 'TRANSFERRED':
      return UNSUBSCRIBE_REASONS.transferred;
    case 'DONE':
    case null:
      return left === 'CUSTOMER_LEFT' ? UNSUBSCRIBE_REASONS.left : left;
    case 'REROUTE':
      return left;
    case 'CANCELLED':
      return left === 'AGENT_LEFT' ? UNSUBSCRIBE_REASONS.primaryLeft : left;
    case 'RONA':
    case 'REJECTED':
    case 'NO_AGENT_AVAILABLE':
    case 'AGENT_LOGOUT':
    case 'FORCE_CLOSED':
      return closed;
  }
}
