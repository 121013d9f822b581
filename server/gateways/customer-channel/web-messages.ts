/** `MESSAGE_RECEIVED` of customers: messages, receipts and typing. */
import { randomUUID } from 'node:crypto';
import type { MessageBody } from '../../../protocol/cim/body.ts';
import { isBody, isFromCustomers } from '../../../protocol/cim/body.ts';
import { repliedTo } from '../../../protocol/cim/message.ts';
import type { MessageAck } from '../../../protocol/customer-channel/frames.ts';
import { CUSTOMER_JSON_LIMITS, customerMessage } from '../../../protocol/customer-channel/requests.ts';
import type { Place } from '../../customers/customer-connection.ts';
import type { IncomingMessages, StoredAt } from '../../customers/incoming-messages.ts';
import { textLength } from '../../wire/message-content.ts';
import { sizeOf } from '../../wire/message-size.ts';
import type { GatewayContext } from '../shared/context.ts';
import { parsePayload } from '../shared/refusals.ts';
import { CustomerError, isOver } from './customer-error.ts';

/** Takes a message from a socket. Resolves after the commit; a repeated id changes nothing (L-M4). Throws refusals. */
export async function receiveMessage(
  { customers: { messages }, engine }: Pick<GatewayContext, 'customers' | 'engine'>,
  place: Place,
  socketId: string,
  payload: unknown,
): Promise<MessageAck> {
  const { id = null, header = null, body } = parsePayload(customerMessage, payload, CUSTOMER_JSON_LIMITS);
  messages.requireRoom(place.sessionId, sizeOf(payload));
  const messageId = id ?? randomUUID();
  if (isBody(body, 'NOTIFICATION') || isBody(body, 'DELIVERYNOTIFICATION')) {
    await takeNote(messages, place, body);
    return acknowledged({ messageId, at: engine.now(), seq: null });
  }
  if (!isFromCustomers(body)) throw new CustomerError('NOT_SUPPORTED');
  if (isBody(body, 'PLAIN') && body.markdownText === '')
    throw new CustomerError('VALIDATION', 'The text is empty.');
  const replyTo = header === null ? null : repliedTo(header);
  const message = { id: messageId, header, body, replyTo, textLength: textLength(body) };
  try {
    return acknowledged(await messages.store(place, message, socketId));
  } catch (error) {
    if (!isOver(error)) throw error;
    // The chat is over; but perhaps the message was there before, and only its acknowledgement got lost.
    const known = await messages.findKnown(messageId, (senderId) => senderId === place.sessionId);
    if (known === null) throw error;
    return acknowledged(known);
  }
}

/** A receipt or a sign of typing. Throws refusals. */
export async function takeNote(messages: IncomingMessages, place: Place, body: MessageBody): Promise<void> {
  if (isBody(body, 'NOTIFICATION')) {
    const on = body.notificationType === 'TYPING_STARTED';
    if (!on && body.notificationType !== 'TYPING_STOPPED') throw new CustomerError('NOT_SUPPORTED');
    await messages.type(place, on);
    return;
  }
  if (!isBody(body, 'DELIVERYNOTIFICATION')) throw new CustomerError('VALIDATION');
  const { messageId, status } = body;
  if (status !== 'DELIVERED' && status !== 'READ') throw new CustomerError('NOT_SUPPORTED');
  await messages.mark(place, messageId, status);
}

function acknowledged({ messageId, at, seq }: StoredAt): MessageAck {
  return { code: 200, messageId, timestamp: at, seq };
}
