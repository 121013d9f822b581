import { randomUUID } from 'node:crypto';
import type { MessageBody } from '../../../protocol/cim/body.ts';
import { isBody, isFromCustomers } from '../../../protocol/cim/body.ts';
import { repliedTo } from '../../../protocol/cim/message.ts';
import type { MessageAck } from '../../../protocol/customer-channel/frames.ts';
import { CUSTOMER_JSON_LIMITS, customerMessage } from '../../../protocol/customer-channel/requests.ts';
import type { CustomerMessage } from '../../../protocol/customer-channel/requests.ts';
import type { Sender as Acting } from '../../core/commands.ts';
import type { GatewayContext } from '../shared/context.ts';
import { storedMessage, textLength, type GivenHeader } from '../shared/message-content.ts';
import { sizeOf } from '../shared/message-size.ts';
import { parsePayload, submit } from '../shared/refusals.ts';
import { SessionQuota } from '../shared/session-quota.ts';
import { CustomerError, isOver } from './customer-error.ts';
import type { Place } from './attachments.ts';
import type { Publisher } from './publisher.ts';

type Stored = Extract<MessageAck, { code: 200 }>;

/** A message that may be stored as it is; `textLength` in letters. */
export type Checked = {
  id: string;
  header: GivenHeader | null;
  body: MessageBody;
  replyTo: string | null;
  textLength: number;
};

/** Messages, receipts and typing of customers, from the web and from connectors. */
export class IncomingMessages {
  readonly #context: GatewayContext;
  readonly #publisher: Publisher;
  readonly #quota: SessionQuota;

  constructor(context: GatewayContext, publisher: Publisher) {
    this.#context = context;
    this.#publisher = publisher;
    this.#quota = new SessionQuota(context.settings.quota);
  }

  /** `MESSAGE_RECEIVED` from a socket. Resolves after the commit; a repeated id changes nothing (L-M4). */
  async receive(place: Place, socketId: string, payload: unknown): Promise<MessageAck> {
    const message = parsePayload(customerMessage, payload, CUSTOMER_JSON_LIMITS);
    this.#requireRoom(place.sessionId, sizeOf(payload));
    const id = message.id ?? randomUUID();
    const { body } = message;
    if (isBody(body, 'NOTIFICATION') || isBody(body, 'DELIVERYNOTIFICATION')) {
      await this.notify(place, body);
      return { code: 200, messageId: id, timestamp: this.#context.engine.now(), seq: null };
    }
    try {
      return await this.send(place, { ...message, id }, socketId);
    } catch (error) {
      if (!isOver(error)) throw error;
      // The chat is over; but perhaps the message was there before, and only its acknowledgement got lost.
      const known = await this.findKnown(id, (senderId) => senderId === place.sessionId);
      if (known === null) throw error;
      return known;
    }
  }

  /** One message's size, and what the session has written so far. Throws TOO_LARGE and RATE_LIMITED. */
  #requireRoom(sessionId: string, bytes: number): void {
    const { maxMessageBytes } = this.#context.settings;
    if (bytes > maxMessageBytes) {
      throw new CustomerError('TOO_LARGE', `A message has at most ${maxMessageBytes} bytes.`);
    }
    if (!this.#quota.take(sessionId, bytes, Date.now())) {
      throw new CustomerError('RATE_LIMITED', 'Too much was written in this chat.');
    }
  }

  /** Sends a message of the customer's socket. Throws refusals. */
  async send(
    place: Place,
    message: CustomerMessage & { id: string },
    socketId: string | null,
  ): Promise<Stored> {
    const { body, id } = message;
    checkBody(body);
    const header = message.header ?? null;
    return this.store(
      place,
      {
        id,
        body,
        header,
        replyTo: header === null ? null : repliedTo(header),
        textLength: textLength(body),
      },
      socketId,
    );
  }

  /** Stores a message that has been looked at. A repeated id changes nothing. Throws refusals. */
  async store(place: Place, message: Checked, socketId: string | null): Promise<Stored> {
    const { body, id, replyTo } = message;
    const { sessionId, conversationId } = place;
    const sender = {
      id: place.customerId,
      type: 'CONNECTOR',
      senderName: place.customerName,
      additionalDetail: null,
    };
    const content = storedMessage(sender, message.header, body, {
      originalMessageId: replyTo,
      channelSessionId: sessionId,
    });
    const commandId = randomUUID();
    const sent = await this.#publisher.withOrigin(commandId, socketId, () =>
      submit(
        this.#context.engine,
        {
          id: commandId,
          type: 'message.send',
          conversationId,
          messageId: id,
          sender: { kind: 'CUSTOMER', sessionId },
          kind: 'MESSAGE',
          replyTo,
          textLength: message.textLength,
        },
        { messages: { [id]: content } },
      ),
    );
    const event = sent.events.find((candidate) => candidate.type === 'message.sent');
    if (event !== undefined) return { code: 200, messageId: id, timestamp: event.at, seq: event.streamSeq };
    const known = await this.findKnown(id, () => true, conversationId);
    return known ?? { code: 200, messageId: id, timestamp: this.#context.engine.now(), seq: null };
  }

  /** A receipt or a sign of typing. Throws refusals. */
  async notify(place: Place, body: MessageBody): Promise<void> {
    const by: Acting = { kind: 'CUSTOMER', sessionId: place.sessionId };
    const base = { id: randomUUID(), conversationId: place.conversationId };
    if (isBody(body, 'NOTIFICATION')) {
      const on = body.notificationType === 'TYPING_STARTED';
      if (!on && body.notificationType !== 'TYPING_STOPPED') throw new CustomerError('NOT_SUPPORTED');
      await submit(this.#context.engine, { ...base, type: 'typing.indicate', by, on });
      return;
    }
    if (!isBody(body, 'DELIVERYNOTIFICATION')) throw new CustomerError('VALIDATION');
    const { messageId, status } = body;
    if (status !== 'DELIVERED' && status !== 'READ') throw new CustomerError('NOT_SUPPORTED');
    await submit(this.#context.engine, {
      ...base,
      type: 'message.mark',
      messageId,
      status,
      by,
      reason: null,
    });
  }

  /** Ends the session as the customer's wish. */
  async endSession(sessionId: string): Promise<void> {
    await submit(this.#context.engine, {
      id: randomUUID(),
      type: 'session.end',
      sessionId,
      reason: 'CUSTOMER',
    });
  }

  /** The acknowledgement of a message that is stored already, if it is the asker's. */
  async findKnown(
    id: string,
    isOwn: (senderId: string) => boolean,
    conversationId?: string,
  ): Promise<Stored | null> {
    const stored = await this.#context.journal.findMessage(id);
    const own = stored.find(
      (row) =>
        row.sender_kind === 'CUSTOMER' &&
        isOwn(row.sender_id) &&
        (conversationId === undefined || row.conversation_id === conversationId),
    );
    return own === undefined ? null : { code: 200, messageId: id, timestamp: own.at, seq: own.seq };
  }
}

function checkBody(body: MessageBody): void {
  if (!isFromCustomers(body)) throw new CustomerError('NOT_SUPPORTED');
  if (isBody(body, 'PLAIN') && body.markdownText === '')
    throw new CustomerError('VALIDATION', 'The text is empty.');
}
