import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { BodyOf } from '../../../../protocol/cim/body.ts';
import { isBody } from '../../../../protocol/cim/body.ts';
import { connectorMessage } from '../../../../protocol/customer-channel/connector.ts';
import type { ConnectorMessage, ReceiveAnswer } from '../../../../protocol/customer-channel/connector.ts';
import { CUSTOMER_JSON_LIMITS } from '../../../../protocol/customer-channel/requests.ts';
import type { Connector, DirectoryChannel } from '../../../configuration/directory.ts';
import type { CustomerRecord } from '../../../engine/contract.ts';
import { connectorOfKey } from '../../../identity/connector-key.ts';
import type { GatewayContext } from '../../shared/context.ts';
import { parsePayload, submit } from '../../shared/refusals.ts';
import type { Place } from '../attachments.ts';
import { CustomerError, isOver } from '../customer-error.ts';
import type { IncomingMessages } from '../incoming-messages.ts';
import { KeyedLock } from '../keyed-lock.ts';
import {
  findConnectorCustomer,
  openSessionOf,
  priorityOf,
  startConnectorSession,
} from './connector-session.ts';

/** Who writes by which channel. */
type Writer = { channel: DirectoryChannel; identifier: string; customer: CustomerRecord };

/** Takes messages from connectors (decisions 28). */
export class ConnectorReceiver {
  readonly #context: GatewayContext;
  readonly #messages: IncomingMessages;
  readonly #lock = new KeyedLock();

  constructor(context: GatewayContext, messages: IncomingMessages) {
    this.#context = context;
    this.#messages = messages;
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
    const message = parsePayload(connectorMessage, payload, CUSTOMER_JSON_LIMITS);
    const { serviceIdentifier, channelCustomerIdentifier: identifier } = message.header.channelData;
    const channel = this.#context.directory().channelByServiceIdentifier(serviceIdentifier);
    // Another connector's channel is no more known here than one that does not exist.
    if (channel?.connectorId !== connector.id) throw new CustomerError('CHANNEL_NOT_FOUND');
    priorityOf(message.header.channelData);
    // One after the other per customer: two first messages at once open one conversation.
    return this.#lock.run(`${channel.id}\u0000${identifier}`, async () => {
      const customer = await findConnectorCustomer(this.#context, channel, message.header.channelData);
      return this.#take({ channel, identifier, customer }, message);
    });
  }

  async #take(writer: Writer, message: ConnectorMessage): Promise<ReceiveAnswer> {
    if (message.header.intent === 'END_CHAT') return this.#end(writer, message);
    const { body } = message;
    if (body === null || body === undefined) throw new CustomerError('VALIDATION', 'body: is missing');
    if (isBody(body, 'DELIVERYNOTIFICATION')) return this.#mark(writer, message, body);
    if (isBody(body, 'NOTIFICATION')) {
      const place = await this.#open(writer);
      if (place !== null) await this.#messages.notify(place, body);
      return answer(message, place);
    }
    return this.#send(writer, message, body);
  }

  async #send(
    writer: Writer,
    message: ConnectorMessage,
    body: NonNullable<ConnectorMessage['body']>,
  ): Promise<ReceiveAnswer> {
    const known = await this.#known(writer, message);
    if (known !== null) return known;
    // The session may end between the look and the message; a new one is begun then, once.
    for (let attempt = 1; ; attempt += 1) {
      const place =
        (await this.#open(writer)) ??
        (await startConnectorSession(this.#context, writer.channel, writer.customer, message));
      try {
        await this.#messages.send(place, { ...message, body }, null);
        return answer(message, place);
      } catch (error) {
        if (attempt > 1 || !isOver(error)) throw error;
      }
    }
  }

  /** M4, M5: a message that is stored is stored, also after a restart and when its conversation is over. */
  async #known({ channel, identifier }: Writer, message: ConnectorMessage): Promise<ReceiveAnswer | null> {
    for (const row of await this.#context.journal.findMessage(message.id)) {
      if (row.sender_kind !== 'CUSTOMER') continue;
      const session = await this.#context.people.session(row.sender_id);
      if (session?.channelId !== channel.id || session.channelCustomerIdentifier !== identifier) continue;
      return answer(message, { sessionId: session.id, conversationId: row.conversation_id });
    }
    return null;
  }

  async #end(writer: Writer, message: ConnectorMessage): Promise<ReceiveAnswer> {
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

  /** What became of an agent's message on the customer's side. */
  async #mark(
    writer: Writer,
    message: ConnectorMessage,
    body: BodyOf<'DELIVERYNOTIFICATION'>,
  ): Promise<ReceiveAnswer> {
    const place = await this.#open(writer);
    if (place === null) {
      if ((await this.#context.journal.findMessage(body.messageId)).length === 0) {
        throw new CustomerError('MESSAGE_NOT_FOUND');
      }
      return answer(message, null);
    }
    if (body.status === 'FAILED') {
      const mark = {
        id: randomUUID(),
        type: 'message.mark',
        status: 'FAILED',
        by: { kind: 'SYSTEM' },
      } as const;
      const { conversationId } = place;
      const reason = reasonCode(body.reasonCode);
      await submit(this.#context.engine, { ...mark, conversationId, messageId: body.messageId, reason });
    } else if (body.status === 'DELIVERED' || body.status === 'READ') {
      await this.#messages.notify(place, body);
    }
    return answer(message, place);
  }

  #open({ channel, identifier, customer }: Writer): Promise<Place | null> {
    return this.#context.engine.read((view) => openSessionOf(view, customer, channel, identifier));
  }
}

/** A reason goes into the journal: a short code and nothing that could be personal. */
function reasonCode(given: string | null | undefined): string {
  return typeof given === 'string' && /^[\w.-]{1,40}$/.test(given) ? given : '500';
}

function answer(
  message: ConnectorMessage,
  place: Pick<Place, 'sessionId' | 'conversationId'> | null,
): ReceiveAnswer {
  return {
    status: 'ok',
    messageId: message.id,
    conversationId: place?.conversationId ?? null,
    channelSessionId: place?.sessionId ?? null,
  };
}
