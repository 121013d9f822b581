/** What a customer of this protocol is told of what the core lets them see. */
import type { DomainEvent } from '../../../core/events.ts';
import { lookup } from '../../../core/lookup.ts';
import type { CustomerTranslation, FramePlace } from '../../../customers/customer-translation.ts';
import type { Turn } from '../../../engine/contract.ts';
import { recentlyUsed } from '../../../recently-used.ts';
import type { GatewayContext } from '../../shared/context.ts';
import { activity, activityOf } from '../activities.ts';
import { wireMessage } from '../chat-messages.ts';
import { agentPerson, castOf, SERVER } from '../people.ts';
import type { BotNames } from '../people.ts';

/** A frame of a customer's socket. */
export type ChatFrame = {
  event: string;
  payload: unknown;
  /** The command behind it; null: none. Whoever ends a chat is not told so. */
  endedBy: string | null;
};

/** Supervisors in open conversations of whom customers were told nothing; the longest unused are forgotten first. */
const MOST_UNANNOUNCED = 10_000;

export function chatTranslation(
  directory: GatewayContext['directory'],
  botName: BotNames,
): CustomerTranslation<ChatFrame> {
  /** Participants who came without a word to the customer, and go without one. */
  const unannounced = recentlyUsed<string, true>(MOST_UNANNOUNCED);
  const announced = (event: DomainEvent, frame: ChatFrame | null): ChatFrame | null => {
    const participantId =
      event.type === 'participant.roleChanged'
        ? event.participantId
        : event.type === 'participant.left' && event.participant.id;
    if (participantId === false) return frame;
    if (frame === null) {
      if (event.type === 'participant.roleChanged' && event.role === 'PRIMARY')
        unannounced.set(participantId, true);
      return null;
    }
    return unannounced.has(participantId) ? null : frame;
  };
  return {
    event: (event, sessionId, turn) => announced(event, frameOf(event, sessionId, turn, directory, botName)),
    typing: ({ by, on }, at, { conversationId }: FramePlace) => {
      if (!on || by.kind === 'CUSTOMER') return null;
      const from =
        by.kind === 'AGENT'
          ? agentPerson(directory(), by.agentId)
          : { id: by.botId, name: botName(by.botId) };
      const payload = activity('typing', conversationId, { at, streamSeq: at }, from);
      return { event: 'messageArrived', payload, endedBy: null };
    },
    // The documents have no word for the place in the queue.
    wait: () => null,
  };
}

function frameOf(
  event: DomainEvent,
  sessionId: string,
  turn: Turn,
  directory: GatewayContext['directory'],
  botName: BotNames,
): ChatFrame | null {
  if (event.type === 'message.sent') {
    const cast = castOf(turn, event.conversationId, directory(), botName);
    const content = lookup(turn.content.messages ?? {}, event.messageId);
    const payload = wireMessage(event, content, cast, null);
    // What a bot suggests is for agents, whoever may read the rest.
    if (payload?.type !== 'ChatMessage') return null;
    return { event: 'messageArrived', payload, endedBy: null };
  }
  if (event.type === 'session.ended') {
    if (event.sessionId !== sessionId) return null;
    const cast = castOf(turn, event.conversationId, directory(), botName);
    const from = activityOf(event, turn, cast)?.message.from ?? SERVER;
    const { conversationId, reason } = event;
    const payload = activity('endOfConversation', conversationId, event, from, { reason });
    return { event: 'messageArrived', payload, endedBy: turn.cause };
  }
  if (!('participant' in event) && event.type !== 'participant.roleChanged') return null;
  const cast = castOf(turn, event.conversationId, directory(), botName);
  const found = activityOf(event, turn, cast);
  if (found?.forCustomer !== true) return null;
  return { event: 'messageArrived', payload: found.message, endedBy: null };
}
