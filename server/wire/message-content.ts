/**
 * Messages as they are stored: header and body, without what the envelope's facts give at delivery (time,
 * customer, session, conversation), and with a sender that the server wrote (D15).
 */
import { charactersIn } from '../../protocol/shared/characters.ts';
import type { MessageBody } from '../../protocol/cim/body.ts';
import { repliedTo, type IncomingHeader } from '../../protocol/cim/message.ts';
import type { Sender } from '../../protocol/cim/parties.ts';
import type { JsonObject } from '../engine/contract.ts';

/** What is kept of a header. */
export type StoredHeader = {
  sender: Sender;
  intent: string | null;
  originalMessageId: string | null;
  providerMessageId: string | null;
  /** The session it came by, or that the agent chose to answer by. */
  channelSessionId: string | null;
  language?: Record<string, unknown>;
  entities?: Record<string, unknown>;
  /** When the provider says that it was written (epoch ms); ours stands in the envelope. */
  providerTimestamp?: number;
  /** When its author last changed it, epoch ms. */
  editedAt?: number;
};

export type StoredMessage = { header: StoredHeader; body: MessageBody };

/** What is taken over of a header as it arrived. */
export type GivenHeader = Pick<
  IncomingHeader,
  | 'intent'
  | 'originalMessageId'
  | 'replyToMessageId'
  | 'providerMessageId'
  | 'channelSessionId'
  | 'language'
  | 'entities'
> & { providerTimestamp?: number | null };

/**
 * A message for `Content.messages`. Text and names are kept byte for byte (D19); fields of the header
 * that we do not know are dropped.
 */
export function storedMessage(
  sender: Sender,
  header: GivenHeader | null,
  body: MessageBody,
  further: { originalMessageId?: string | null; channelSessionId?: string | null } = {},
): JsonObject {
  const original = further.originalMessageId ?? (header === null ? null : repliedTo(header));
  const stored: StoredMessage = {
    header: {
      sender,
      intent: header?.intent ?? (original === null ? null : 'REPLY_TO'),
      originalMessageId: original,
      providerMessageId: header?.providerMessageId ?? null,
      channelSessionId: further.channelSessionId ?? header?.channelSessionId ?? null,
      ...(notEmpty(header?.language) && { language: header?.language ?? {} }),
      ...(notEmpty(header?.entities) && { entities: header?.entities ?? {} }),
      ...(typeof header?.providerTimestamp === 'number' && { providerTimestamp: header.providerTimestamp }),
    },
    body,
  };
  // Checked by findUnsafe before: everything in it is JSON.
  return stored as unknown as JsonObject;
}

function notEmpty(value: Record<string, unknown> | null | undefined): boolean {
  return value !== null && value !== undefined && Object.keys(value).length > 0;
}

/** Length of everything written in a body, in code points: what the channel's limit is about. */
export function textLength(body: MessageBody): number {
  let length = 0;
  for (const key of ['markdownText', 'caption', 'note', 'subject', 'htmlBody'] as const) {
    const text = (body as Record<string, unknown>)[key];
    if (typeof text === 'string') length += charactersIn(text);
  }
  return length;
}
