import { signalAudience } from '../core/visibility.ts';
import type { Delivery, Turn } from '../engine/contract.ts';
import { audiencesOf } from '../engine/turn-audiences.ts';
import type { CustomerConnections } from './customer-connections.ts';

/**
 * Prepares what customers are sent of a turn, as far as the core lets them see it, translated by each protocol. The
 * receivers are fixed when the turn is decided, not when it is delivered: a connection that joins in between gets it
 * with the history.
 */
export function framesOfTurn(turn: Turn, connections: CustomerConnections): Delivery | undefined {
  const protocols = connections.protocols.filter(({ isEmpty }) => !isEmpty);
  if (protocols.length === 0) return undefined;
  const deliveries: Delivery[] = [];
  const seen = audiencesOf(turn);
  const origin = connections.originOf(turn.cause);
  turn.events.forEach((event, index) => {
    for (const sessionId of seen[index]?.sessionIds ?? []) {
      for (const { connectionId, deliver } of protocols.flatMap((one) => one.event(event, sessionId, turn))) {
        // Who wrote it is answered by the acknowledgement.
        if (event.type !== 'message.sent' || connectionId !== origin) deliveries.push(deliver);
      }
    }
  });
  for (const signal of turn.signals) {
    if (signal.type !== 'typing') continue;
    for (const sessionId of signalAudience(turn.world.state, signal).sessionIds) {
      const place = { conversationId: signal.conversationId, sessionId };
      for (const protocol of protocols) {
        for (const { deliver } of protocol.typing(signal, turn.now, place)) deliveries.push(deliver);
      }
    }
  }
  if (deliveries.length === 0) return undefined;
  return () => {
    for (const deliver of deliveries) deliver();
  };
}
