import { randomUUID } from 'node:crypto';
import { isBody, isInternal, type MessageBody } from '../../../../protocol/cim/body.ts';
import { ProtocolError } from '../../../../protocol/shared/errors.ts';
import type { DirectoryChannel } from '../../../configuration/directory.ts';
import { lookup } from '../../../core/lookup.ts';
import { rule } from '../../../core/rules.ts';
import type { CustomerRecord, View } from '../../../engine/contract.ts';
import { storedMessage, textLength } from '../../../wire/message-content.ts';
import { agentSender } from '../../shared/cim-parties.ts';
import type { GatewayContext } from '../../shared/context.ts';
import { submit } from '../../shared/refusals.ts';
import { findConnectorCustomer } from '../connectors/connector-session.ts';
import type { ReadMessage } from '../connectors/reading/message.ts';
import { addressKey } from '../../../customers/customer-address.ts';

/** To whom an agent writes first. */
export type FirstMessage = {
  agentId: string;
  message: ReadMessage;
  /** Whom the agent means; null: whoever has this address. */
  customerId: string | null;
};

/** What came of it. */
export type Begun = {
  conversationId: string;
  sessionId: string;
  customer: CustomerRecord;
  /** The conversation was there before. */
  isJoined: boolean;
};

/** The channel that an agent names, if customers can be reached by it. Throws CHANNEL_NOT_FOUND, CHANNEL_NOT_REACHABLE. */
function channelOf({ directory }: GatewayContext, serviceIdentifier: string): DirectoryChannel {
  const { channels } = directory();
  const channel =
    channels.find((one) => one.serviceIdentifier === serviceIdentifier) ??
    channels.find((one) => addressKey(one, one.serviceIdentifier) === addressKey(one, serviceIdentifier));
  if (channel === undefined) throw new ProtocolError('CHANNEL_NOT_FOUND');
  if (channel.connectorId === null) {
    throw new ProtocolError('CHANNEL_NOT_REACHABLE', `${channel.name}: customers can only write first here.`);
  }
  return channel;
}

/** Whom the agent means: by the record that they name, which gets the address unless somebody else has it. */
async function customerOf(
  context: GatewayContext,
  channel: DirectoryChannel,
  key: string,
  { message, customerId }: FirstMessage,
): Promise<CustomerRecord> {
  const byAddress = await findConnectorCustomer(context, channel, key, message);
  if (customerId === null || customerId === byAddress.id) return byAddress;
  const meant = await context.people.customer(customerId);
  if (meant === undefined) throw new ProtocolError('NOT_FOUND', 'There is no such customer.');
  const known = meant.identifiers[channel.type] ?? [];
  if (known.includes(key) || known.includes(message.identifier)) return meant;
  const [other] = await context.people.customersByIdentifier(channel.type, key);
  if (other !== undefined) throw new ProtocolError('CONFLICT', 'This address is another customer’s.');
  return { ...meant, identifiers: { ...meant.identifiers, [channel.type]: [...known, key] } };
}

/** The words, where there are any. Throws what customers may not be sent. */
function wordsOf({ body }: ReadMessage): MessageBody | null {
  if (body === null || (isBody(body, 'PLAIN') && body.markdownText.trim() === '')) return null;
  if (isInternal(body)) throw new ProtocolError('VALIDATION', `body.type: ${body.type} is not for customers`);
  return body;
}

async function requireLength(
  { engine }: GatewayContext,
  body: MessageBody,
  channelId: string,
): Promise<void> {
  const scope = { queueId: null, mrdId: null, channelId };
  const most = await engine.read(({ world }) => rule(world.state.config, 'maxTextLength', scope));
  if (textLength(body) > most) throw new ProtocolError('TOO_LONG');
}

function sessionOn(
  { world: { state } }: View,
  conversationId: string,
  channelId: string,
): string | undefined {
  const ids = lookup(state.conversations, conversationId)?.sessionIds ?? [];
  return ids.find((id) => lookup(state.sessions, id)?.channelId === channelId);
}

/**
 * Begins a conversation with a customer in an agent's name, and says the first words if there are any. Resolves after
 * the commit. Throws the core's refusals.
 */
export async function writeFirst(context: GatewayContext, first: FirstMessage): Promise<Begun> {
  const { agentId, message } = first;
  const channel = channelOf(context, message.serviceIdentifier);
  const key = addressKey(channel, message.identifier);
  const words = wordsOf(message);
  if (words !== null) await requireLength(context, words, channel.id);
  const customer = await customerOf(context, channel, key, first);
  const begun = await begin(context, { agentId, channel, customer, message });
  if (words !== null) await say(context, first, words, begun);
  return { ...begun, customer };
}

type Beginning = {
  agentId: string;
  channel: DirectoryChannel;
  customer: CustomerRecord;
  message: ReadMessage;
};

async function begin(
  { engine }: GatewayContext,
  { agentId, channel, customer, message }: Beginning,
): Promise<Omit<Begun, 'customer'>> {
  const sessionId = randomUUID();
  const { events, signals } = await submit(
    engine,
    {
      id: randomUUID(),
      type: 'conversation.begin',
      agentId,
      sessionId,
      conversationId: randomUUID(),
      customerId: customer.id,
      channelId: channel.id,
      participantId: null,
    },
    {
      customers: { [customer.id]: customer },
      sessions: {
        [sessionId]: {
          id: sessionId,
          customerId: customer.id,
          channelId: channel.id,
          channelCustomerIdentifier: message.identifier,
          serviceIdentifier: channel.serviceIdentifier,
          additionalAttributes: message.additionalAttributes,
          tokenHash: null,
        },
      },
    },
  );
  const isJoined = !events.some(({ type }) => type === 'conversation.opened');
  const started = events.find((event) => event.type === 'session.started');
  if (started !== undefined) return { conversationId: started.conversationId, sessionId, isJoined };
  const rejoined = signals.find((signal) => signal.type === 'conversation.rejoined');
  if (rejoined === undefined) throw new ProtocolError('INTERNAL');
  const { conversationId } = rejoined;
  const there = await engine.read((view) => sessionOn(view, conversationId, channel.id));
  if (there === undefined) throw new ProtocolError('TOPIC_CLOSED');
  return { conversationId, sessionId: there, isJoined };
}

async function say(
  { engine, directory }: GatewayContext,
  { agentId, message }: FirstMessage,
  body: MessageBody,
  { conversationId, sessionId }: Omit<Begun, 'customer'>,
): Promise<void> {
  const { language, entities } = message;
  const sender = agentSender(directory(), agentId);
  await submit(
    engine,
    {
      id: randomUUID(),
      type: 'message.send',
      conversationId,
      messageId: message.id,
      sender: { kind: 'AGENT', agentId },
      kind: 'MESSAGE',
      replyTo: null,
      textLength: textLength(body),
    },
    {
      messages: {
        [message.id]: storedMessage(sender, { language, entities }, body, { channelSessionId: sessionId }),
      },
    },
  );
}
