/** A8, C25, C26, C28: what time and authors may do, and not before it is theirs. */
import type { DomainEvent } from '../../core/events.ts';
import { ANSWER_WARNINGS } from '../../core/due.ts';
import type { Agent, Conversation } from '../../core/state.ts';
import type { Ledger } from '../ledger.ts';
import { demand } from '../violation.ts';

type Of<T extends DomainEvent['type']> = Extract<DomainEvent, { type: T }>;

/** What happens because nobody did something, or to a message that is there. */
type Silent =
  | 'conversation.answerAwaited'
  | 'conversation.answerSettled'
  | 'conversation.customerReminded'
  | 'agent.idleWarned'
  | 'message.edited'
  | 'message.deleted';

function checkAwaited(ledger: Ledger, event: Of<'conversation.answerAwaited'>): void {
  const { conversationId, stage, endsAt, startedAt, at } = event;
  const before = ledger.conversations.get(conversationId)?.answer ?? null;
  demand(endsAt > startedAt, 'I5', () => `the time for an answer in ${conversationId} ends as it begins`);
  if (stage === 0) return;
  demand(
    before !== null && before.stage === stage - 1 && before.endsAt === endsAt,
    'I5',
    () => `warning ${stage} in ${conversationId} follows ${JSON.stringify(before)}`,
  );
  const part = ANSWER_WARNINGS[stage - 1] ?? 1;
  demand(
    at >= startedAt + Math.round((endsAt - startedAt) * part),
    'I5',
    () => `warning ${stage} in ${conversationId} comes early`,
  );
}

function checkSettled(ledger: Ledger, event: Of<'conversation.answerSettled'>): void {
  const answer = ledger.conversations.get(event.conversationId)?.answer ?? null;
  demand(answer !== null, 'I5', () => `no answer is awaited in ${event.conversationId}, and it is settled`);
  demand(
    !event.expired || event.at >= answer.endsAt,
    'I5',
    () => `the time for an answer in ${event.conversationId} is over before its end`,
  );
}

/** Checks one such event against what the ledger knew before it. */
export function checkSilence(ledger: Ledger, event: Of<Silent>): void {
  switch (event.type) {
    case 'conversation.answerAwaited':
      checkAwaited(ledger, event);
      return;
    case 'conversation.answerSettled':
      checkSettled(ledger, event);
      return;
    case 'conversation.customerReminded': {
      const due = ledger.conversations.get(event.conversationId)?.remindAt[0] ?? Infinity;
      demand(event.at >= due, 'I5', () => `the customer of ${event.conversationId} is reminded early`);
      return;
    }
    case 'agent.idleWarned': {
      const logoutAt = ledger.agents.get(event.agentId)?.logoutAt ?? null;
      demand(logoutAt === event.logoutAt, 'I5', () => `${event.agentId} is warned of ${event.logoutAt}`);
      return;
    }
    case 'message.edited':
    case 'message.deleted': {
      const conversation = ledger.conversations.get(event.conversationId);
      const isPublic = conversation?.messages.get(event.messageId);
      demand(
        isPublic === (event.visibility === 'ALL'),
        'I10',
        () => `${event.type} of ${event.messageId} is told to ${event.visibility}`,
      );
      demand(
        conversation?.takenBack.has(event.messageId) === false,
        'I11',
        () => `${event.messageId} was taken back, and is changed`,
      );
    }
  }
}

/** An answer is awaited only of agents who are there, and a customer reminded only while it is their turn. */
export function checkSilenceOf({
  id,
  answer,
  remindAt,
  inactiveAt,
  participants,
  state,
}: Conversation): void {
  const isServed = participants.some(({ kind, role }) => kind === 'AGENT' && role === 'PRIMARY');
  demand(
    answer === undefined || (isServed && state !== 'ON_HOLD'),
    'I5',
    () => `an answer is awaited in ${id}, where nobody can give one`,
  );
  demand(
    remindAt === undefined || inactiveAt !== null,
    'I5',
    () => `the customer of ${id} is to be reminded, and it is not their turn`,
  );
}

/** Who is signed out is not counted. */
export function checkIdle({ id, state, idle }: Agent): void {
  demand(state !== 'LOGOUT' || idle === undefined, 'I5', () => `${id} is signed out, and their time runs`);
}
