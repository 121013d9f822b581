/** How long a customer may wait for an agent's answer (C25). */
import type { ResetResponse } from './commands.ts';
import type { Rejection } from './rejections.ts';
import type { Conversation } from './state.ts';
import type { Turn } from './turn.ts';
import { findPrimary, isRejection } from './find.ts';
import { scopeOfOwner } from './owner.ts';
import { hasRestingKind } from './pausing.ts';
import { rule } from './rules.ts';
import { emit } from './turn.ts';

/** The time begins (anew): only where an agent from a queue serves the customer, so that there is a queue to go back to. */
export function awaitAnswer(turn: Turn, conversation: Conversation): void {
  const { state } = turn.world;
  if (conversation.sessionIds.length === 0 || conversation.state === 'ON_HOLD') return;
  const scope = scopeOfOwner(state, conversation);
  const time = scope.queueId === null ? 0 : rule(state.config, 'answerMs', scope);
  if (time <= 0 || !hasRestingKind(state, conversation)) return;
  emit(turn, {
    type: 'conversation.answerAwaited',
    conversationId: conversation.id,
    startedAt: turn.now,
    endsAt: turn.now + time,
    stage: 0,
  });
}

/** The agent stays with the customer: the time begins anew, where it runs. */
export function resetResponse(turn: Turn, command: ResetResponse): Rejection | null {
  const found = findPrimary(turn, command);
  if (isRejection(found)) return found;
  if (found.conversation.answer !== undefined) awaitAnswer(turn, found.conversation);
  return null;
}
