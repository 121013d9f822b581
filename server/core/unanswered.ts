/** A customer who awaits an answer: the warnings on the way, and what follows when nobody gives it (C25, T10). */
import type { Turn } from './turn.ts';
import { ANSWER_WARNINGS } from './due.ts';
import { dismissAgents } from './handing-over.ts';
import { lookup } from './lookup.ts';
import { emit } from './turn.ts';

/** A warning is due, or the time is over: then the customer waits for somebody else, and the agents are out. */
export function answerDue(turn: Turn, conversationId: string): void {
  const conversation = lookup(turn.world.state.conversations, conversationId);
  if (conversation?.answer === undefined) return;
  const { startedAt, endsAt, stage } = conversation.answer;
  if (stage < ANSWER_WARNINGS.length) {
    const type = 'conversation.answerAwaited';
    emit(turn, { type, conversationId, startedAt, endsAt, stage: stage + 1 });
    return;
  }
  emit(turn, { type: 'conversation.answerSettled', conversationId, expired: true });
  dismissAgents(turn, conversation, 'AGENT_SLA_EXPIRED');
}
