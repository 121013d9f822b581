/** Agents who have left a conversation and finish their notes: on this wire they hear nothing more of it. */
import type { DomainEvent } from '../../../core/events.ts';
import { lookup } from '../../../core/lookup.ts';
import { agentIn } from '../../../core/participant.ts';
import type { Turn } from '../../../engine/contract.ts';

/** Whether the agent wraps the conversation up, as this turn leaves it. */
export function wrapsUp({ world }: Turn, conversationId: string, agentId: string): boolean {
  const conversation = lookup(world.state.conversations, conversationId);
  return conversation !== undefined && agentIn(conversation, agentId)?.role === 'WRAP_UP';
}

/** What others say and do where the agent is no more. The end of the conversation is told to all who were there. */
export function isOut(turn: Turn, event: DomainEvent, agentId: string): boolean {
  const isInside =
    event.type === 'message.sent' ||
    event.type === 'participant.joined' ||
    event.type === 'participant.left' ||
    event.type === 'participant.roleChanged';
  return isInside && wrapsUp(turn, event.conversationId, agentId);
}
