import { randomUUID } from 'node:crypto';
import type { CustomerRecord, GatewayEngine, Json } from '../engine/contract.ts';
import { derivedId } from '../uuid.ts';
import { submit } from '../wire/submit.ts';
import type { Place } from './customer-connection.ts';

/** A session that is to begin. */
export type NewSession = {
  sessionId: string;
  customer: CustomerRecord;
  channel: { id: string; serviceIdentifier: string };
  /** As the channel spells it: answers go out to this. */
  channelCustomerIdentifier: string;
  /** Null: the channel's own. */
  queueId: string | null;
  priority: number;
  /** What the customer's labels give; without it: nothing, or what is known of an open conversation. */
  labelPriority?: number;
  /** Whether the customer is there only while a connection is. */
  connectionBound: boolean;
  /** What the customer entered before the chat. */
  additionalAttributes: Json[];
  /** The hash of the token that resumes it; null: nobody resumes it. */
  tokenHash: string | null;
};

/** The conversation that a session opens, unless the customer is talking already. */
export function ownConversation({ sessionId, customer }: NewSession): Place {
  return {
    sessionId,
    conversationId: derivedId('conversation', sessionId),
    customerId: customer.id,
    customerName: customer.firstName,
  };
}

/**
 * Begins a session. Resolves with where it belongs. Throws the core's refusals.
 * @param conversationId that of the conversation which it opens, where the customer knows one already
 * @param botId a bot that meets the customer before the queue
 */
export async function startSession(
  engine: Pick<GatewayEngine, 'submit'>,
  session: NewSession,
  conversationId?: string,
  botId?: string,
): Promise<Place> {
  const { sessionId, customer, channel, queueId, priority, connectionBound } = session;
  const { channelCustomerIdentifier, additionalAttributes, tokenHash, labelPriority } = session;
  const own = { ...ownConversation(session), ...(conversationId !== undefined && { conversationId }) };
  const { events } = await submit(
    engine,
    {
      id: randomUUID(),
      type: 'session.start',
      sessionId,
      conversationId: own.conversationId,
      customerId: customer.id,
      channelId: channel.id,
      queueId,
      priority,
      connectionBound,
      ...(labelPriority !== undefined && { labelPriority }),
      ...(botId !== undefined && { botId }),
    },
    {
      customers: { [customer.id]: customer },
      sessions: {
        [sessionId]: {
          id: sessionId,
          customerId: customer.id,
          channelId: channel.id,
          channelCustomerIdentifier,
          serviceIdentifier: channel.serviceIdentifier,
          additionalAttributes,
          tokenHash,
        },
      },
    },
  );
  const started = events.find((event) => event.type === 'session.started');
  return { ...own, conversationId: started?.conversationId ?? own.conversationId };
}
