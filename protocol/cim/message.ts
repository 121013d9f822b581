/** The CIM message: `{id, header, body}`. */
import * as z from 'zod/mini';
import { messageBody, type MessageBody } from './body.ts';
import { channelData, sender, type ChannelData, type Customer, type Sender } from './parties.ts';
import { freeMap, id, maybe, timestamp, wordOf } from './primitives.ts';
import { INTENTS } from './vocabulary.ts';

/**
 * A header as it may arrive. Everything is optional: sender, times, customer and ids are written by the server
 * anyway. `replyToMessageId` is the older spelling of `originalMessageId`; `roomID` of `roomId`.
 */
export const messageHeader = z.looseObject({
  sender: maybe(sender),
  channelData: maybe(channelData),
  language: maybe(freeMap),
  // Desks send an empty string where they have no time.
  timestamp: maybe(z.union([z.literal(''), timestamp])),
  securityInfo: maybe(freeMap),
  stamps: maybe(z.array(z.unknown())),
  intent: maybe(wordOf(INTENTS)),
  entities: maybe(freeMap),
  channelSessionId: maybe(z.string()),
  channelSession: maybe(z.looseObject({ id: maybe(z.string()) })),
  conversationId: maybe(z.string()),
  customer: maybe(freeMap),
  originalMessageId: maybe(z.string()),
  replyToMessageId: maybe(z.string()),
  providerMessageId: maybe(z.string()),
  schedulingMetaData: maybe(freeMap),
  roomId: maybe(z.string()),
});

/** A message as it may arrive, from a desk, a customer or a connector. */
export const cimMessage = z.looseObject({ id, header: messageHeader, body: messageBody });

export type IncomingHeader = z.output<typeof messageHeader>;
export type IncomingMessage = z.output<typeof cimMessage>;

/** A header as we send it. */
export type MessageHeader = {
  sender: Sender;
  channelData: ChannelData | null;
  language: Record<string, unknown>;
  /** Epoch ms: when the server let it happen. */
  timestamp: number;
  securityInfo: Record<string, unknown>;
  stamps: unknown[];
  intent: string | null;
  entities: Record<string, unknown>;
  channelSessionId: string | null;
  conversationId: string;
  customer: Customer | null;
  /** The message that this one answers or changes. */
  originalMessageId: string | null;
  /** The channel's own id of the message. */
  providerMessageId: string | null;
  /** An addition: when the channel says that it was written (epoch ms), where it said so. */
  providerTimestamp?: number;
  /** An addition: when its author last changed it (epoch ms), where that has happened. */
  editedAt?: number;
  schedulingMetaData: Record<string, unknown> | null;
  roomId: string;
};

/** A message as we send it. */
export type CimMessage = { id: string; header: MessageHeader; body: MessageBody };

/** The message that a header refers to, in either spelling; null when it answers none. */
export function repliedTo(
  header: Pick<IncomingHeader, 'originalMessageId' | 'replyToMessageId'>,
): string | null {
  return header.originalMessageId ?? header.replyToMessageId ?? null;
}
