/** C19, C20: whose hand may be up, and how long a conversation rests. */
import type { DomainEvent } from '../../core/events.ts';
import type { Conversation } from '../../core/state.ts';
import type { Ledger } from '../ledger.ts';
import { demand } from '../violation.ts';

type Of<T extends DomainEvent['type']> = Extract<DomainEvent, { type: T }>;

/** A hand goes up once and down once. */
export function checkHand(
  ledger: Ledger,
  event: Of<'conversation.handRaised' | 'conversation.handLowered'>,
): void {
  const isUp = ledger.conversations.get(event.conversationId)?.hands.has(event.agentId) ?? false;
  demand(
    isUp === (event.type === 'conversation.handLowered'),
    'I11',
    () => `the hand of ${event.agentId} is as before, and ${event.type} is told`,
  );
}

/** What rests is ON_HOLD; by itself it goes on when its time is over, unless whoever let it rest has gone. */
export function checkRest(ledger: Ledger, event: Of<'conversation.paused' | 'conversation.resumed'>): void {
  const conversation = ledger.conversations.get(event.conversationId);
  demand(
    conversation?.state === 'ON_HOLD',
    'I11',
    () => `${event.type} in ${event.conversationId}, which is ${String(conversation?.state)}`,
  );
  if (event.type === 'conversation.paused') {
    demand(event.endsAt > event.at, 'I5', () => `${event.conversationId} rests until before it begins to`);
  }
}

/** What the state may say of hands and of rest. */
export function checkRestsOf({ id, hands, hold, participants, inactiveAt, ...rest }: Conversation): void {
  for (const agentId of Object.keys(hands ?? {})) {
    demand(
      participants.some(({ ref, role }) => ref === agentId && (role === 'PRIMARY' || role === 'ASSISTANT')),
      'I11',
      () => `the hand of ${agentId}, who does not work in ${id}, is up`,
    );
  }
  demand(
    (hold !== undefined) === (rest.state === 'ON_HOLD'),
    'I11',
    () => `${id} is ${rest.state} and ${hold === undefined ? 'does not rest' : 'rests'}`,
  );
  if (hold === undefined) return;
  demand(
    inactiveAt === null,
    'I5',
    () => `the silence of a customer whose conversation ${id} rests is counted`,
  );
}
