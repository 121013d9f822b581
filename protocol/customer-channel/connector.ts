/** `POST /ccm/message/receive` from a connector, and what we post to its webhook (decisions 28). */
import * as z from 'zod/mini';
import { messageBody } from '../cim/body.ts';
import { messageHeader } from '../cim/message.ts';
import { additionalAttribute } from '../cim/parties.ts';
import { maybe, numeric } from '../cim/primitives.ts';
import type { CimMessage } from '../cim/message.ts';
import { messageId } from './requests.ts';

const identifier = z.string().check(z.trim(), z.minLength(1), z.maxLength(200));

/** Who writes, through which channel. `requestPriority` of the first message decides (1 to 10, default 1). */
const connectorChannelData = z.looseObject({
  channelCustomerIdentifier: identifier,
  serviceIdentifier: identifier,
  requestPriority: maybe(numeric),
  customerFirstName: maybe(z.string().check(z.maxLength(200))),
  customerLastName: maybe(z.string().check(z.maxLength(200))),
  additionalAttributes: maybe(z.array(additionalAttribute).check(z.maxLength(50))),
});

export const connectorMessage = z.looseObject({
  id: messageId,
  header: z.extend(messageHeader, { channelData: connectorChannelData }),
  /** May be missing with intent END_CHAT. */
  body: maybe(messageBody),
});

export type ConnectorMessage = z.output<typeof connectorMessage>;

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
