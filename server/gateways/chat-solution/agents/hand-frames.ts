/** What the supervisors of this protocol are told of raised hands. */
import type { DomainEvent, EventOf } from '../../../core/events.ts';
import { lookup } from '../../../core/lookup.ts';
import { agentIn } from '../../../core/participant.ts';
import type { Turn } from '../../../engine/contract.ts';
import type { ChatContext } from '../chat-context.ts';
import { tellOffer, tellWithdrawal } from './agent-offers.ts';
import { offerOfHand } from './raised-hands.ts';

/** A hand that goes up is offered to whom it is raised to, and withdrawn when it goes down. */
export function handFrames(
  event: DomainEvent & EventOf<'conversation.handRaised' | 'conversation.handLowered'>,
  watcherIds: readonly string[],
  turn: Turn,
  context: Pick<ChatContext, 'desks' | 'directory'>,
): (() => void)[] {
  const { conversationId, agentId, toId, at } = event;
  const directory = context.directory();
  const askedIds = toId === undefined ? watcherIds : [toId];
  const offer = offerOfHand(conversationId, agentId);
  const conversation = lookup(turn.world.state.conversations, conversationId);
  return askedIds.flatMap((id) => {
    const desk = context.desks.of(id);
    if (desk === undefined) return [];
    if (event.type === 'conversation.handRaised') return tellOffer(desk, offer, turn, directory) ?? [];
    // Who has come needs no word of it.
    if (conversation !== undefined && agentIn(conversation, id)?.role === 'PRIMARY') return [];
    return () => tellWithdrawal(desk, offer, 'CANCELLED', at, directory);
  });
}
