/** Every event of the customer's socket: the source of its AsyncAPI page. */
import * as z from 'zod/mini';
import { messageBody } from '../cim/body.ts';
import { freeMap } from '../cim/primitives.ts';
import type { SocketEvent } from '../shared/catalog.ts';
import { CUSTOMER_ERRORS } from './errors.ts';
import { CUSTOMER_EVENTS } from './names.ts';
import { chatEnded, chatRated, chatRequested, chatResumed, customerMessage } from './requests.ts';

const refusal = z.object({
  code: z.number(),
  error: z.enum(Object.keys(CUSTOMER_ERRORS) as [keyof typeof CUSTOMER_ERRORS]),
  msg: z.string(),
});
const sender = z.looseObject({
  id: z.string(),
  type: z.enum(['AGENT', 'BOT', 'CUSTOMER', 'SYSTEM', 'CONNECTOR']),
  senderName: z.string(),
});
const place = { channelSessionId: z.string(), conversationId: z.string() };
const endReason = z.enum([
  'CUSTOMER',
  'INACTIVITY',
  'NETWORK',
  'AGENT',
  'FORCE_CLOSED',
  'NO_AGENT_AVAILABLE',
]);

const messageFrame = z.looseObject({
  id: z.string(),
  seq: z.optional(z.number()),
  header: z.looseObject({ sender, timestamp: z.number(), ...place }),
  body: messageBody,
});
const endedFrame = z.object({ reason: endReason, ...place, timestamp: z.number() });

const requestAck = z.union([z.object({ code: z.literal(200), sessionToken: z.string(), ...place }), refusal]);
const resumeAck = z.union([
  z.object({
    isChatAvailable: z.literal(true),
    ...place,
    agents: z.array(z.object({ id: z.string(), name: z.string() })),
    receipts: z.object({ delivered: z.nullable(z.string()), read: z.nullable(z.string()) }),
  }),
  z.looseObject({ isChatAvailable: z.literal(false) }),
]);
const messageAck = z.union([
  z.object({
    code: z.literal(200),
    messageId: z.string(),
    timestamp: z.number(),
    seq: z.nullable(z.number()),
  }),
  refusal,
]);
const endAck = z.union([z.object({ code: z.literal(200) }), refusal]);

const toServer: SocketEvent[] = [
  {
    name: CUSTOMER_EVENTS.chatRequested,
    direction: 'toServer',
    summary:
      'Begins a chat. The same requestId again, also after a crash, gives the same session; an empty queue means the channel’s own.',
    payload: chatRequested,
    ack: requestAck,
  },
  {
    name: CUSTOMER_EVENTS.chatResumed,
    direction: 'toServer',
    summary:
      'Resumes the session whose token the handshake showed: first everything after the message `after` (or all), then the acknowledgement, then live messages.',
    payload: chatResumed,
    ack: resumeAck,
  },
  {
    name: CUSTOMER_EVENTS.message,
    direction: 'toServer',
    summary:
      'A message, a receipt (DELIVERYNOTIFICATION) or a sign of typing (NOTIFICATION). The same id counts once; acknowledged after the commit.',
    payload: customerMessage,
    ack: messageAck,
  },
  {
    name: CUSTOMER_EVENTS.chatEnded,
    direction: 'toServer',
    summary: 'Ends the chat; answered with CHANNEL_SESSION_ENDED.',
    payload: chatEnded,
    ack: endAck,
  },
  {
    name: CUSTOMER_EVENTS.chatRated,
    direction: 'toServer',
    summary:
      'Rates the chat from 1 (very poor) to 5 (very good), while it runs or after its end; who shows the session’s token may. The last rating counts.',
    payload: chatRated,
    ack: endAck,
    addition: true,
  },
  {
    name: CUSTOMER_EVENTS.voiceRequested,
    direction: 'toServer',
    summary: 'Asks for a call; refused with NOT_SUPPORTED.',
    payload: z.unknown(),
    ack: refusal,
  },
  {
    name: CUSTOMER_EVENTS.joinConversation,
    direction: 'toServer',
    summary: 'Asks to join another conversation; refused with NOT_SUPPORTED.',
    payload: z.unknown(),
    ack: refusal,
  },
];

const toClient: SocketEvent[] = [
  {
    name: CUSTOMER_EVENTS.sessionStarted,
    direction: 'toClient',
    summary: 'The chat has begun; `sessionToken`, shown in a handshake, resumes it.',
    payload: z.looseObject({
      id: z.string(),
      header: z.looseObject({
        channelData: freeMap,
        channelSession: freeMap,
        customer: freeMap,
        ...place,
        timestamp: z.number(),
      }),
      body: messageBody,
      sessionToken: z.string(),
    }),
  },
  {
    name: CUSTOMER_EVENTS.message,
    direction: 'toClient',
    summary:
      'A message; or a NOTIFICATION: TYPING_STARTED, TYPING_STOPPED, QUEUE_POSITION {position, expectedWaitSeconds} (null while nobody works for the queue), AGENT_SUBSCRIBED, AGENT_UNSUBSCRIBED, NO_AGENT_AVAILABLE; or a DELIVERYNOTIFICATION for everything up to its messageId.',
    payload: messageFrame,
  },
  {
    name: CUSTOMER_EVENTS.sessionEnded,
    direction: 'toClient',
    summary: 'The chat has ended, whoever ended it.',
    payload: endedFrame,
  },
  {
    name: CUSTOMER_EVENTS.sessionExpired,
    direction: 'toClient',
    summary: 'The chat has ended because the customer was silent for too long.',
    payload: endedFrame,
  },
  {
    name: CUSTOMER_EVENTS.errors,
    direction: 'toClient',
    summary: 'The refusal of an event that carried no callback.',
    payload: z.extend(refusal, { task: z.string(), messageId: z.optional(z.string()) }),
  },
];

/** The customer's socket in both directions. */
export const customerChannelEvents: readonly SocketEvent[] = [...toServer, ...toClient];
