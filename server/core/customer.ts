/** Whom a conversation is about (C27). What is known of people stands in the store; the core knows who is meant. */
import type { LinkCustomer, UpdateCustomer } from './commands.ts';
import type { Rejection } from './rejections.ts';
import type { Turn } from './turn.ts';
import { findParticipation, isRejection } from './find.ts';
import { isId } from './lookup.ts';
import { isPriority } from './priority.ts';
import { rankAnew } from './queue.ts';
import { emit, refuse } from './turn.ts';

/** An agent takes the customer for somebody else, or takes that back by naming who came. */
export function linkCustomer(turn: Turn, command: LinkCustomer): Rejection | null {
  const found = findParticipation(turn, command);
  if (isRejection(found)) return found;
  const { conversation, participant } = found;
  const { customerId, agentId, labelPriority } = command;
  if (!isId(customerId) || !areLabels(labelPriority)) return refuse('VALIDATION');
  // Who only watches changes nothing (I10).
  if (participant.role === 'SILENT_MONITOR') return refuse('ROLE_NOT_ALLOWED');
  const previousId = conversation.customerId;
  if (previousId === customerId) return null;
  const conversationId = conversation.id;
  const labels = labelPriority === undefined ? {} : { labelPriority };
  emit(turn, {
    type: 'conversation.customerChanged',
    conversationId,
    customerId,
    previousId,
    agentId,
    ...labels,
  });
  rankAnew(turn, conversation);
  return null;
}

function areLabels(priority: number | undefined): boolean {
  return priority === undefined || isPriority(priority);
}

/** Tells what has changed of a customer wherever an open conversation is about them. O(open conversations). */
export function updateCustomer(turn: Turn, { customerId, labelPriority }: UpdateCustomer): Rejection | null {
  if (!areLabels(labelPriority)) return refuse('VALIDATION');
  for (const conversation of Object.values(turn.world.state.conversations)) {
    if (conversation.customerId !== customerId) continue;
    const { id: conversationId } = conversation;
    const previousId = customerId;
    emit(turn, {
      type: 'conversation.customerChanged',
      conversationId,
      customerId,
      previousId,
      agentId: null,
      ...(labelPriority !== undefined && { labelPriority }),
    });
    rankAnew(turn, conversation);
  }
  return null;
}
