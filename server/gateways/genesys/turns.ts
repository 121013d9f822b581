/** What desks are told of a turn, and what becomes of them by it. */
import { endsSignIn } from '../../core/disconnect.ts';
import type { DomainEvent, EventOf } from '../../core/events.ts';
import type { Delivery, Turn } from '../../engine/contract.ts';
import { channelsOf, tellChannels } from './channels.ts';
import type { AgentDesk } from './desk.ts';
import type { Desks } from './desks.ts';
import type { InteractionTeller } from './interactions/telling.ts';
import { worksBy } from './work.ts';

/** Prepares what is told of a turn; null: nothing. */
export function prepareTurn(turn: Turn, desks: Desks, teller: InteractionTeller): Delivery | undefined {
  const deliveries = teller.prepare(turn);
  for (const desk of desksOfChannels(turn.events, desks)) {
    const channels = channelsOf(turn.world.state, desk.agentId, worksBy(turn.world.state, desk.principal));
    deliveries.push(() => {
      if (desk.working && JSON.stringify(channels) !== desk.channelsTold) tellChannels(desk, channels);
    });
  }
  for (const event of turn.events) {
    const ending = endingOf(event, desks);
    if (ending !== undefined) deliveries.push(ending);
  }
  if (deliveries.length === 0) return undefined;
  return () => {
    for (const deliver of deliveries) deliver();
  };
}

/** What may change how the channels of an agent stand. */
const CHANGES_CHANNELS: ReadonlySet<DomainEvent['type']> = new Set([
  'agent.signedIn',
  'agent.sessionReplaced',
  'agent.stateChanged',
  'agent.mrdStateChanged',
  'agent.signedOut',
]);

/** Desks whose agent's state may have changed. */
function desksOfChannels(events: readonly DomainEvent[], desks: Desks): Set<AgentDesk> {
  const found = new Set<AgentDesk>();
  for (const event of events) {
    if (!CHANGES_CHANNELS.has(event.type) || !('agentId' in event) || event.agentId === null) continue;
    for (const desk of desks.ofAgent(event.agentId)) if (desk.working) found.add(desk);
  }
  return found;
}

/** What an event means for a desk itself: its agent has gone, or works elsewhere. */
function endingOf(event: DomainEvent, desks: Desks): Delivery | undefined {
  if (event.type === 'agent.sessionReplaced') {
    const desk = deskOfWork(event.agentId, event.previousSid, desks);
    return desk && (() => desks.retire(desk, 'taken-over'));
  }
  if (event.type !== 'agent.signedOut') return undefined;
  const desk = deskOfWork(event.agentId, event.sid, desks);
  return desk && (() => end(desk, event, desks));
}

function end(desk: AgentDesk, { reason }: EventOf<'agent.signedOut'>, desks: Desks): void {
  // Whoever goes home, or was lost, may come back by the same sign-in.
  if (desk.goingHome || !endsSignIn(reason)) desks.stopWork(desk);
  else desks.retire(desk, 'sign-out');
}

function deskOfWork(agentId: string, workSid: string | null, desks: Desks): AgentDesk | undefined {
  for (const desk of desks.ofAgent(agentId)) if (desk.workSid === workSid) return desk;
  return undefined;
}
