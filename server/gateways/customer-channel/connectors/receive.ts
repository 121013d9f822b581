import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { isBody, type BodyOf, type MessageBody } from '../../../../protocol/cim/body.ts';
import type { ReceiveAnswer } from '../../../../protocol/customer-channel/connector.ts';
import { charactersIn } from '../../../../protocol/shared/characters.ts';
import type { Connector, Directory, DirectoryChannel } from '../../../configuration/directory.ts';
import { rule } from '../../../core/rules.ts';
import { connectorOfKey } from '../../../identity/connector-key.ts';
import type { GatewayContext } from '../../shared/context.ts';
import { sizeOf } from '../../../wire/message-size.ts';
import { submit } from '../../shared/refusals.ts';
import type { Place } from '../../../customers/customer-connection.ts';
import type { CheckedMessage, IncomingMessages } from '../../../customers/incoming-messages.ts';
import { addressKey } from '../../../customers/customer-address.ts';
import { CustomerError, customerRefusal, isOver } from '../customer-error.ts';
import { KeyedLock } from '../../../customers/keyed-lock.ts';
import {
  findConnectorCustomer,
  openSessionOf,
  startConnectorSession,
  type Writer,
} from './connector-session.ts';
import { UNKNOWN_BODY } from './reading/body.ts';
import { readMessage, type ReadMessage } from './reading/message.ts';
import { splitBody } from './reading/parts.ts';
import { takeNote } from '../web-messages.ts';

/** Where a message was stored. */
type PlaceOfMessage = Pick<Place, 'sessionId' | 'conversationId'>;

/** Takes messages from connectors (D28). */
export class ConnectorReceiver {
  readonly #context: GatewayContext;
  readonly #messages: IncomingMessages;
  readonly #lock = new KeyedLock();

  constructor(context: GatewayContext) {
    this.#context = context;
    this.#messages = context.customers.messages;
  }

  /** The connector whose key is shown as `Authorization: Bearer`. Throws UNAUTHORIZED. */
  authenticate(headers: IncomingHttpHeaders): Connector {
    const key = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
    if (key === undefined) throw new CustomerError('UNAUTHORIZED');
    const connector = connectorOfKey(this.#context.directory().connectors, key, Date.now());
    if (connector === undefined) throw new CustomerError('UNAUTHORIZED');
    return connector;
  }

  /** Resolves after the commit. Throws refusals. */
  async receive(connector: Connector, payload: unknown): Promise<ReceiveAnswer> {
    if (sizeOf(payload) > this.#context.settings.maxMessageBytes) throw new CustomerError('TOO_LARGE');
    const message = readMessage(payload);
    const channel = channelFor(this.#context.directory(), connector, message.serviceIdentifier);
    // Another connector's channel is no more known here than one that does not exist.
    if (channel === undefined) throw new CustomerError('CHANNEL_NOT_FOUND');
    const key = addressKey(channel, message.identifier);
    // One after the other per customer: two first messages at once open one conversation.
    return this.#lock.run(`${channel.id}\u0000${key}`, async () => {
      const customer = await findConnectorCustomer(this.#context, channel, key, message);
      return this.#take({ channel, key, customer }, message);
    });
  }

  async #take(writer: Writer, message: ReadMessage): Promise<ReceiveAnswer> {
    if (message.intent === 'END_CHAT') return this.#end(writer, message);
    const body = message.body ?? { type: UNKNOWN_BODY, markdownText: null };
    if (isBody(body, 'DELIVERYNOTIFICATION') || isBody(body, 'NOTIFICATION')) {
      const place = await this.#open(writer);
      if (place !== null) await this.#note(place, body);
      return answer(message, place);
    }
    return this.#send(writer, message, body);
  }

  /** Stores a message in as many parts as the channel's limit asks for. */
  async #send(writer: Writer, message: ReadMessage, body: MessageBody): Promise<ReceiveAnswer> {
    const limit = await this.#longestText(writer.channel);
    const { body: first, rest, textLength } = splitBody(body, limit);
    const { language, entities, providerMessageId, providerTimestamp, intent } = message;
    const header = { language, entities, providerMessageId, providerTimestamp };
    const parts: CheckedMessage[] = [
      { id: message.id, header: { ...header, intent }, body: first, replyTo: message.replyTo, textLength },
      ...rest.map((markdownText, index) => ({
        id: `${message.id}~${index + 2}`,
        header,
        body: { type: 'PLAIN', markdownText } as const,
        replyTo: null,
        textLength: charactersIn(markdownText),
      })),
    ];
    let place: PlaceOfMessage | null = null;
    // Each part is looked for: an earlier attempt may have stored the first of them alone.
    for (const part of parts)
      place = (await this.#known(writer, part.id)) ?? (await this.#sendPart(writer, message, part));
    return answer(message, place);
  }

  async #sendPart(writer: Writer, message: ReadMessage, part: CheckedMessage): Promise<PlaceOfMessage> {
    // The session may end between the look and the message; a new one is begun then, once.
    for (let attempt = 1; ; attempt += 1) {
      const place =
        (await this.#open(writer)) ?? (await startConnectorSession(this.#context, writer, message));
      try {
        await this.#storePart(place, part);
        return place;
      } catch (error) {
        if (attempt > 1 || !isOver(error)) throw error;
      }
    }
  }

  /** A message that answers one we do not have is a message all the same. */
  async #storePart(place: Place, part: CheckedMessage): Promise<void> {
    try {
      await this.#messages.store(place, part, null);
    } catch (error) {
      if (part.replyTo === null || customerRefusal(error).error !== 'MESSAGE_NOT_FOUND') throw error;
      await this.#messages.store(place, { ...part, replyTo: null }, null);
    }
  }

  /** The channel's limit for one text, in characters. */
  #longestText({ id }: DirectoryChannel): Promise<number> {
    const scope = { queueId: null, mrdId: null, channelId: id };
    return this.#context.engine.read(({ world }) => rule(world.state.config, 'maxTextLength', scope));
  }

  /** L-M4, L-M5: a message that is stored is stored, also after a restart and when its conversation is over. */
  async #known({ channel, customer }: Writer, id: string): Promise<PlaceOfMessage | null> {
    const origin = { customerId: customer.id, channelId: channel.id };
    const row = await this.#context.journal.findCustomerMessage(id, origin);
    return row === undefined ? null : { sessionId: row.sender_id, conversationId: row.conversation_id };
  }

  async #end(writer: Writer, message: ReadMessage): Promise<ReceiveAnswer> {
    const place = await this.#open(writer);
    if (place !== null) {
      try {
        await this.#messages.endSession(place.sessionId);
      } catch (error) {
        if (!isOver(error)) throw error;
      }
    }
    return answer(message, place);
  }

  /**
   * Typing, and what became of an agent's message on the customer's side. What it is about may be gone, or never
   * was ours: nothing is lost then, and the connector need not try again.
   */
  async #note(place: Place, body: BodyOf<'DELIVERYNOTIFICATION'> | BodyOf<'NOTIFICATION'>): Promise<void> {
    try {
      if (isBody(body, 'DELIVERYNOTIFICATION') && body.status === 'FAILED') {
        await submit(this.#context.engine, {
          id: randomUUID(),
          type: 'message.mark',
          status: 'FAILED',
          by: { kind: 'SYSTEM' },
          conversationId: place.conversationId,
          messageId: body.messageId,
          reason: reasonCode(body.reasonCode),
        });
      } else {
        await takeNote(this.#messages, place, body);
      }
    } catch (error) {
      const { error: code } = customerRefusal(error);
      if (!BESIDE_THE_POINT.has(code)) throw error;
      this.#context.logger.debug({ code, type: body.type }, 'A note of a connector was about nothing here');
    }
  }

  #open(writer: Writer): Promise<Place | null> {
    return this.#context.engine.read((view) => openSessionOf(view, writer));
  }
}

/** Refusals of a receipt or a sign of typing that say: there is nothing it could be about. */
const BESIDE_THE_POINT: ReadonlySet<string> = new Set([
  'MESSAGE_NOT_FOUND',
  'SESSION_ENDED',
  'NOT_SUPPORTED',
  'VALIDATION',
  'FORBIDDEN',
]);

/** The connector's channel by its service identifier, which may be a telephone number in another spelling. */
function channelFor(
  directory: Directory,
  connector: Connector,
  serviceIdentifier: string,
): DirectoryChannel | undefined {
  const own = directory.channels.filter(({ connectorId }) => connectorId === connector.id);
  return (
    own.find((channel) => channel.serviceIdentifier === serviceIdentifier) ??
    own.find(
      (channel) => addressKey(channel, channel.serviceIdentifier) === addressKey(channel, serviceIdentifier),
    )
  );
}

/** A reason goes into the journal: a short code and nothing that could be personal. */
function reasonCode(given: string | null | undefined): string {
  return typeof given === 'string' && /^[\w.-]{1,40}$/.test(given) ? given : '500';
}

function answer(message: ReadMessage, place: PlaceOfMessage | null): ReceiveAnswer {
  return {
    status: 'ok',
    messageId: message.givenId,
    conversationId: place?.conversationId ?? null,
    channelSessionId: place?.sessionId ?? null,
  };
}
