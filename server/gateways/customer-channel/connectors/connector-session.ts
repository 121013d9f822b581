import { randomUUID } from 'node:crypto';
import type { DirectoryChannel } from '../../../configuration/directory.ts';
import { lookup } from '../../../core/lookup.ts';
import type { CustomerRecord, View } from '../../../engine/contract.ts';
import type { GatewayContext } from '../../shared/context.ts';
import type { Place } from '../../../customers/customer-connection.ts';
import { labelPriority } from '../../../customers/label-priority.ts';
import { startSession } from '../../../customers/start-session.ts';
import { addressKey } from '../../../customers/customer-address.ts';
import { derivedId } from '../../../uuid.ts';
import type { ReadMessage } from './reading/message.ts';

/** Who writes by which channel; `key` is the identifier in the spelling by which customers are compared. */
export type Writer = { channel: DirectoryChannel; key: string; customer: CustomerRecord };

/** The customer behind an identifier of a connector's channel: the provider has said who it is. */
export async function findConnectorCustomer(
  context: GatewayContext,
  channel: DirectoryChannel,
  key: string,
  { identifier, firstName, lastName }: ReadMessage,
): Promise<CustomerRecord> {
  const known = await knownCustomer(context, channel.type, key, identifier);
  if (known !== undefined) {
    const isNamed = known.firstName !== '' || known.lastName !== '';
    return isNamed ? known : { ...known, firstName, lastName };
  }
  return {
    id: derivedId('customer', context.engine.tenant, channel.type, key),
    firstName,
    lastName,
    isAnonymous: false,
    identifiers: { [channel.type]: [key] },
    attributes: {},
  };
}

/** By the key, else by the spelling of the provider: under this, older records were kept. */
async function knownCustomer(
  { people }: GatewayContext,
  channelType: string,
  key: string,
  identifier: string,
): Promise<CustomerRecord | undefined> {
  const [known] = await people.customersByIdentifier(channelType, key);
  if (known !== undefined || identifier === key) return known;
  const [older] = await people.customersByIdentifier(channelType, identifier);
  return older;
}

/** The customer's open session on this channel, if there is one. */
export function openSessionOf({ world, records }: View, { channel, key, customer }: Writer): Place | null {
  const { state, index } = world;
  const conversationId = index.conversationOf.get(customer.id);
  if (conversationId === undefined) return null;
  for (const sessionId of lookup(state.conversations, conversationId)?.sessionIds ?? []) {
    if (lookup(state.sessions, sessionId)?.channelId !== channel.id) continue;
    const record = records.session(sessionId);
    if (record === undefined || addressKey(channel, record.channelCustomerIdentifier) !== key) continue;
    return { sessionId, conversationId, customerId: customer.id, customerName: customer.firstName };
  }
  return null;
}

/** Begins a session for the message that opens it. */
export async function startConnectorSession(
  context: GatewayContext,
  { channel, customer }: Writer,
  { identifier, priority, additionalAttributes }: ReadMessage,
): Promise<Place> {
  return startSession(context.engine, {
    sessionId: randomUUID(),
    customer,
    channel,
    channelCustomerIdentifier: identifier,
    queueId: null,
    priority,
    labelPriority: await labelPriority(context, customer),
    connectionBound: false,
    additionalAttributes,
    tokenHash: null,
  });
}
