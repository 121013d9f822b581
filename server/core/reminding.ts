/** Reminding a silent customer before they are let go (C26). */
import type { Conversation } from './state.ts';
import type { Turn } from './turn.ts';
import { lookup } from './lookup.ts';
import { scopeOfOwner } from './owner.ts';
import { rule } from './rules.ts';
import { emit } from './turn.ts';

/** It has become the customer's turn: when they are reminded. */
export function planReminders(turn: Turn, conversation: Conversation): void {
  const { config } = turn.world.state;
  const { id: conversationId, inactiveAt } = conversation;
  if (inactiveAt === null || inactiveAt <= turn.now) return;
  const percents = rule(config, 'reminderPercents', scopeOfOwner(turn.world.state, conversation));
  if (percents.length === 0) return;
  const remindAt = percents.map(
    (percent) => turn.now + Math.round(((inactiveAt - turn.now) * percent) / 100),
  );
  emit(turn, { type: 'conversation.remindersPlanned', conversationId, remindAt });
}

/** It is time to remind; of reminders that are due at once, one is told. */
export function reminderDue(turn: Turn, conversationId: string): void {
  const conversation = lookup(turn.world.state.conversations, conversationId);
  if (conversation === undefined || conversation.inactiveAt === null) return;
  emit(turn, {
    type: 'conversation.customerReminded',
    conversationId,
    inactiveAt: conversation.inactiveAt,
  });
}
