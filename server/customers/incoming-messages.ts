import { randomUUID } from 'node:crypto';
import type { MessageBody } from '../../protocol/cim/body.ts';
import { ProtocolError } from '../../protocol/shared/errors.ts';
import type { Sender as Acting } from '../core/commands.ts';
import type { GatewayEngine } from '../engine/contract.ts';
import type { JournalReader } from '../store/journal-reader.ts';
import { storedMessage, type GivenHeader } from '../wire/message-content.ts';
import { SessionQuota } from '../wire/session-quota.ts';
import type { QuotaSettings } from '../wire/session-quota.ts';
import { submit } from '../wire/submit.ts';
import type { Place } from './customer-connection.ts';
import type { CustomerConnections } from './customer-connections.ts';

/** A message that may be stored as it is; `textLength` in characters. */
export type CheckedMessage = {
  id: string;
  header: GivenHeader | null;
  body: MessageBody;
  replyTo: string | null;
  textLength: number;
};

/** Where and when a message was stored; `seq` null: that cannot be told any more. */
export type StoredAt = { messageId: string; at: number; seq: number | null };

/** How much customers may write at once, and in a session. */
export type MessageLimits = { maxMessageBytes: number; quota: QuotaSettings };

type Sources = {
  engine: Pick<GatewayEngine, 'submit' | 'now'>;
  journal: Pick<JournalReader, 'findMessage'>;
  connections: Pick<CustomerConnections, 'withOrigin'>;
  limits: MessageLimits;
};

/** Messages, receipts and typing of customers, by whatever protocol they come. Every verb throws refusals. */
export class IncomingMessages {
  readonly #sources: Sources;
  readonly #quota: SessionQuota;

  constructor(sources: Sources) {
    this.#sources = sources;
    this.#quota = new SessionQuota(sources.limits.quota);
  }

  /** One message's size, and what the session has written so far. Throws TOO_LARGE and RATE_LIMITED. */
  requireRoom(sessionId: string, bytes: number): void {
    const { maxMessageBytes } = this.#sources.limits;
    if (bytes > maxMessageBytes) {
      throw new ProtocolError('TOO_LARGE', `A message has at most ${maxMessageBytes} bytes.`);
    }
    if (!this.#quota.take(sessionId, bytes, Date.now())) {
      throw new ProtocolError('RATE_LIMITED', 'Too much was written in this chat.');
    }
  }

  /**
   * Stores a message that has been looked at. A repeated id changes nothing (L-M4). The connection it came by gets no
   * echo.
   */
  async store(place: Place, message: CheckedMessage, connectionId: string | null): Promise<StoredAt> {
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
    const sent = await this.#sources.connections.withOrigin(commandId, connectionId, () =>
      submit(
        this.#sources.engine,
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
    if (event !== undefined) return { messageId: id, at: event.at, seq: event.streamSeq };
    const known = await this.findKnown(id, () => true, conversationId);
    return known ?? { messageId: id, at: this.#sources.engine.now(), seq: null };
  }

  /** The customer has begun or stopped to type. */
  async type({ sessionId, conversationId }: Place, on: boolean): Promise<void> {
    const by: Acting = { kind: 'CUSTOMER', sessionId };
    await submit(this.#sources.engine, { id: randomUUID(), type: 'typing.indicate', conversationId, by, on });
  }

  /** The customer has received or read up to a message. */
  async mark(
    { sessionId, conversationId }: Place,
    messageId: string,
    status: 'DELIVERED' | 'READ',
  ): Promise<void> {
    await submit(this.#sources.engine, {
      id: randomUUID(),
      type: 'message.mark',
      conversationId,
      messageId,
      status,
      by: { kind: 'CUSTOMER', sessionId },
      reason: null,
    });
  }

  /** Ends the session as the customer's wish. */
  async endSession(sessionId: string): Promise<void> {
    const id = randomUUID();
    await submit(this.#sources.engine, { id, type: 'session.end', sessionId, reason: 'CUSTOMER' });
  }

  /** Where a message is stored already, if it is the asker's. */
  async findKnown(
    id: string,
    isOwn: (sessionId: string) => boolean,
    conversationId?: string,
  ): Promise<StoredAt | null> {
    const stored = await this.#sources.journal.findMessage(id);
    const own = stored.find(
      (row) =>
        row.sender_kind === 'CUSTOMER' &&
        isOwn(row.sender_id) &&
        (conversationId === undefined || row.conversation_id === conversationId),
    );
    return own === undefined ? null : { messageId: id, at: own.at, seq: own.seq };
  }
}
