import { randomUUID } from 'node:crypto';
import type { ConnectorMessage } from '../../../../protocol/customer-channel/connector.ts';
import type { DirectoryChannel } from '../../../configuration/directory.ts';
import { lookup } from '../../../core/lookup.ts';
import type { CustomerRecord, Json, View } from '../../../engine/contract.ts';
import type { GatewayContext } from '../../shared/context.ts';
import { submit } from '../../shared/refusals.ts';
import type { Place } from '../attachments.ts';
import { CustomerError } from '../customer-error.ts';
import { derivedId } from '../derived-id.ts';

type ChannelData = ConnectorMessage['header']['channelData'];

/** The customer behind an identifier of a connector's channel: the provider has said who it is. */
export async function findConnectorCustomer(
  context: GatewayContext,
  channel: DirectoryChannel,
  data: ChannelData,
): Promise<CustomerRecord> {
  const { channelCustomerIdentifier: identifier } = data;
  const [known] = await context.people.customersByIdentifier(channel.type, identifier);
  if (known !== undefined) return known;
  const firstName = data.customerFirstName ?? '';
  const lastName = data.customerLastName ?? '';
  return {
    id: derivedId('customer', context.engine.tenant, channel.type, identifier),
    firstName,
    lastName,
    isAnonymous: firstName === '' && lastName === '',
    identifiers: { [channel.type]: [identifier] },
    attributes: {},
  };
}

/** The customer's open session on this channel, if there is one. */
export function openSessionOf(
  { world, records }: View,
  customer: CustomerRecord,
  channel: DirectoryChannel,
  identifier: string,
): Place | null {
  const { state, index } = world;
  const conversationId = index.conversationOf.get(customer.id);
  if (conversationId === undefined) return null;
  for (const sessionId of lookup(state.conversations, conversationId)?.sessionIds ?? []) {
    if (lookup(state.sessions, sessionId)?.channelId !== channel.id) continue;
    if (records.session(sessionId)?.channelCustomerIdentifier !== identifier) continue;
    return { sessionId, conversationId, customerId: customer.id, customerName: customer.firstName };
  }
  return null;
}

/** Begins a session for the message that opens it. */
export async function startConnectorSession(
  context: GatewayContext,
  channel: DirectoryChannel,
  customer: CustomerRecord,
  message: ConnectorMessage,
): Promise<Place> {
  const { channelCustomerIdentifier, additionalAttributes } = message.header.channelData;
  const sessionId = randomUUID();
  const { events } = await submit(
    context.engine,
    {
      id: randomUUID(),
      type: 'session.start',
      sessionId,
      conversationId: derivedId('conversation', sessionId),
      customerId: customer.id,
      channelId: channel.id,
      queueId: null,
      priority: priorityOf(message.header.channelData),
      connectionBound: false,
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
          // Plain JSON: the body of the request was looked through before it was parsed.
          additionalAttributes: (additionalAttributes ?? []) as Json[],
          tokenHash: null,
        },
      },
    },
  );
  const started = events.find((event) => event.type === 'session.started');
  const conversationId = started?.conversationId ?? derivedId('conversation', sessionId);
  return { sessionId, conversationId, customerId: customer.id, customerName: customer.firstName };
}

/** 1 to 10; 1 when nothing is said (decisions 28). */
export function priorityOf(data: ChannelData): number {
  const priority = data.requestPriority ?? 1;
  if (!Number.isInteger(priority) || priority < 1 || priority > 10) {
    throw new CustomerError('VALIDATION', 'requestPriority is a whole number from 1 to 10.');
  }
  return priority;
}
