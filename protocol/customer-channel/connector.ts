/** `POST /ccm/message/receive` from a connector, and what we post to its webhook (D28). */
import * as z from 'zod/mini';
import { messageBody } from '../cim/body.ts';
import { messageHeader } from '../cim/message.ts';
import { additionalAttribute } from '../cim/parties.ts';
import { maybe } from '../cim/primitives.ts';
import type { CimMessage } from '../cim/message.ts';

/** A text; numbers are read as well. */
const loose = z.union([z.string(), z.number()]);

/**
 * Who writes, through which channel. `requestPriority` of the first message decides (1 to 10; nothing, 0 and what is
 * no number are 1). One telephone number or mail address is one customer in any spelling.
 */
const connectorChannelData = z.looseObject({
  channelCustomerIdentifier: loose,
  serviceIdentifier: loose,
  requestPriority: maybe(loose),
  customerFirstName: maybe(z.string()),
  customerLastName: maybe(z.string()),
  additionalAttributes: maybe(z.array(additionalAttribute)),
});

/**
 * What a connector posts, as it should be. It describes and does not refuse: what a provider will not send again is
 * brought into form and stored (D29). Only a message without customer or channel is refused.
 */
export const connectorMessage = z.looseObject({
  /** Sent again, it is stored once. A number, or a name of any length. */
  id: maybe(loose),
  header: z.extend(messageHeader, {
    channelData: connectorChannelData,
    /** When the provider says that it was written: seconds, ms or ISO-8601. Kept beside the server's time. */
    timestamp: maybe(loose),
    providerMessageId: maybe(loose),
    originalMessageId: maybe(loose),
  }),
  /** May be missing with intent END_CHAT. A text over the limit becomes several messages. */
  body: maybe(messageBody),
});

/** Answer of `POST /ccm/message/receive`, after the commit. The ids are null where nothing is open. */
export const receiveAnswer = z.object({
  status: z.literal('ok'),
  messageId: z.string(),
  conversationId: z.nullable(z.string()),
  channelSessionId: z.nullable(z.string()),
});

export type ReceiveAnswer = z.output<typeof receiveAnswer>;

/** A refusal of `POST /ccm/message/receive`; `statusCode` is the status of the answer. */
export const receiveRefusal = z.object({
  status: z.literal('error'),
  code: z.string(),
  statusCode: z.number(),
  msg: z.string(),
});

/** What is posted to the connector's webhook; `Idempotency-Key` is the message's id, the same in every attempt. */
export type WebhookMessage = CimMessage;
