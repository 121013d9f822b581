/**
 * Message bodies: the 24 registered types, and any other type kept as it came.
 *
 * A body of a known type must have what that type requires; further fields are kept. A body of an unknown
 * type is never refused, so that a newer channel can talk to an older desk.
 */
import * as z from 'zod/mini';
import { resemblesAny, wordIn } from '../shared/words.ts';
import { freeMap, maybe, numeric, timestamp, wordOf } from './primitives.ts';
import { BODY_TYPES, DELIVERY_STATUSES, NOTIFICATION_TYPES } from './vocabulary.ts';

const text = maybe(z.string());
const details = maybe(freeMap);

const plainBody = z.looseObject({ type: z.literal('PLAIN'), markdownText: z.string() });

const notificationBody = z.looseObject({
  type: z.literal('NOTIFICATION'),
  markdownText: text,
  /** TYPING_STARTED, TYPING_STOPPED, QUEUE_POSITION … (open). */
  notificationType: wordOf(NOTIFICATION_TYPES),
  notificationData: details,
});

const deliveryNotificationBody = z.looseObject({
  type: z.literal('DELIVERYNOTIFICATION'),
  markdownText: text,
  messageId: z.string(),
  status: wordOf(DELIVERY_STATUSES),
  /** "200" ok, "400" malformed, "404" channel unknown, "500" internal; numbers are read as well. */
  reasonCode: maybe(z.pipe(z.pipe(z.union([z.string(), z.number()]), z.transform(String)), z.string())),
});

const deletedNotificationBody = z.looseObject({
  type: z.literal('DELETEDNOTIFICATION'),
  markdownText: text,
  messageId: z.string(),
  timestamp: maybe(timestamp),
});

const button = z.looseObject({
  title: z.string(),
  type: z.string(),
  payload: z.optional(z.unknown()),
  additionalButtonDetails: details,
});

const buttonBody = z.looseObject({
  type: z.literal('BUTTON'),
  markdownText: text,
  buttonMessageType: maybe(z.string()),
  buttons: z.array(button),
  additionalDetails: details,
});

const carouselBody = z.looseObject({
  type: z.literal('CAROUSEL'),
  markdownText: text,
  carouselMessageType: maybe(z.string()),
  elements: maybe(z.array(freeMap)),
});

const contact = z.looseObject({
  name: z.looseObject({ formattedName: z.string(), additionalNameDetails: details }),
  phones: maybe(z.array(z.looseObject({ phone: z.string(), additionalPhoneDetails: details }))),
  additionalContactDetails: details,
});

const contactBody = z.looseObject({
  type: z.literal('CONTACT'),
  markdownText: text,
  contacts: z.array(contact),
  additionalDetails: details,
});

const locationBody = z.looseObject({
  type: z.literal('LOCATION'),
  markdownText: text,
  location: z.looseObject({ latitude: numeric, longitude: numeric }),
  additionalDetails: details,
});

const urlBody = z.looseObject({
  type: z.literal('URL'),
  markdownText: text,
  mediaUrl: maybe(z.string()),
  additionalDetails: details,
});

const attachment = z.looseObject({
  mediaUrl: z.string(),
  thumbnail: text,
  mimeType: text,
  size: maybe(numeric),
  mediaLabel: text,
  mediaName: text,
});

const mediaFields = {
  markdownText: text,
  caption: text,
  attachment,
  additionalDetails: details,
};

const imageBody = z.looseObject({ type: z.literal('IMAGE'), ...mediaFields });
const videoBody = z.looseObject({ type: z.literal('VIDEO'), ...mediaFields });
const audioBody = z.looseObject({ type: z.literal('AUDIO'), ...mediaFields });
const fileBody = z.looseObject({ type: z.literal('FILE'), ...mediaFields });
const multimediaBody = z.looseObject({ type: z.literal('MULTIMEDIA'), ...mediaFields });

const stickerBody = z.looseObject({
  type: z.literal('STICKER'),
  markdownText: text,
  mediaUrl: text,
  stickerId: maybe(z.union([z.string(), z.number()])),
});

const receiptBody = z.looseObject({
  type: z.literal('RECEIPT'),
  markdownText: text,
  elements: maybe(z.array(freeMap)),
  summary: details,
});

const templateBody = z.looseObject({
  type: z.literal('TEMPLATE'),
  markdownText: text,
  namespace: z.string(),
  name: z.string(),
  language: z.looseObject({ code: z.string(), policy: text }),
  components: maybe(z.array(freeMap)),
});

const voiceBody = z.looseObject({
  type: z.literal('VOICE'),
  markdownText: text,
  callId: z.string(),
  leg: z.string(),
  reasonCode: text,
  additionalDetail: details,
});

/** Codes chosen at the end of (or during) a conversation; at most five. Never shown to a customer. */
const wrapupBody = z.looseObject({
  type: z.literal('WRAPUP'),
  markdownText: text,
  wrapups: z.array(z.looseObject({ categoryName: z.string(), value: z.string() })).check(z.maxLength(5)),
  note: text,
});

const actionBody = z.looseObject({
  type: z.literal('ACTION'),
  markdownText: text,
  name: z.string(),
  data: details,
});

const commentBody = z.looseObject({
  type: z.literal('COMMENT'),
  markdownText: text,
  postId: z.string(),
  itemType: z.string(),
  attachment: maybe(attachment),
});

const emailBody = z.looseObject({
  type: z.literal('EMAIL'),
  markdownText: text,
  subject: text,
  from: z.string(),
  replyTo: maybe(z.array(z.string())),
  receivingDate: maybe(timestamp),
  htmlBody: text,
});

const customBody = z.looseObject({ type: z.literal('CUSTOM'), markdownText: text });

const structuredBody = z.looseObject({
  type: z.literal('StructuredMessage'),
  markdownText: text,
  additionalDetails: details,
});

/** The registered type that a name means, in any spelling; undefined for any other name. */
export const bodyTypeOf = wordIn(BODY_TYPES);

/** A body of a type that is not registered: kept whole. */
const genericBody = z.looseObject({
  type: z.string().check(
    z.minLength(1),
    z.maxLength(60),
    z.refine((type) => bodyTypeOf(type) === undefined, 'a body of this type needs other fields'),
  ),
  markdownText: text,
});

const knownBody = z.discriminatedUnion('type', [
  plainBody,
  notificationBody,
  deliveryNotificationBody,
  deletedNotificationBody,
  buttonBody,
  carouselBody,
  contactBody,
  locationBody,
  urlBody,
  imageBody,
  videoBody,
  audioBody,
  fileBody,
  multimediaBody,
  stickerBody,
  receiptBody,
  templateBody,
  voiceBody,
  wrapupBody,
  actionBody,
  commentBody,
  emailBody,
  customBody,
  structuredBody,
]);

/** Any body, its type in any spelling. The registered ones stand here for the documentation. */
const spelledBody = z.union([knownBody, z.looseObject({ type: z.string(), markdownText: text })]);

/**
 * Any body: a known one that is well formed, or one of a type we do not know. The name of a registered type is
 * normalised here and nowhere else: whatever looks at a parsed body may compare its type as it stands.
 */
export const messageBody = z.pipe(
  z.pipe(
    spelledBody,
    z.transform((body) => ({ ...body, type: bodyTypeOf(body.type) ?? body.type })),
  ),
  z.union([knownBody, genericBody]),
);

export type KnownBody = z.output<typeof knownBody>;
export type GenericBody = z.output<typeof genericBody>;
export type MessageBody = KnownBody | GenericBody;
export type BodyOf<T extends KnownBody['type']> = Extract<KnownBody, { type: T }>;

/** Narrows a body to one of the registered types. */
export function isBody<T extends KnownBody['type']>(body: { type: string }, type: T): body is BodyOf<T> {
  return body.type === type;
}

/** What a desk writes for agents alone, and what only the server says; other words for the same stand beside it. */
const INTERNAL_TYPES = [
  'WRAPUP',
  'ACTION',
  'VOICE',
  'NOTIFICATION',
  'DELIVERYNOTIFICATION',
  'WHISPER',
  'WHISPER_MESSAGE',
  'NOTE',
  'INTERNAL_NOTE',
] as const;

const isInternalName = wordIn(INTERNAL_TYPES);
const looksInternal = resemblesAny(INTERNAL_TYPES);

/**
 * Whether a body must not reach a customer: one of an internal type, or of an unknown type that somebody could
 * take for one (`WRAP_UP`, letters of another alphabet).
 */
export function isInternal({ type }: { type: string }): boolean {
  return isInternalName(type) !== undefined || (bodyTypeOf(type) === undefined && looksInternal(type));
}

/** What customers send. Everything else is written by agents, bots or the server. */
const CUSTOMER_TYPES: ReadonlySet<string> = new Set([
  'PLAIN',
  'NOTIFICATION',
  'DELIVERYNOTIFICATION',
  'BUTTON',
  'CAROUSEL',
  'CONTACT',
  'LOCATION',
  'URL',
  'IMAGE',
  'VIDEO',
  'AUDIO',
  'FILE',
  'MULTIMEDIA',
  'STICKER',
  'CUSTOM',
  'StructuredMessage',
  'EMAIL',
  'COMMENT',
] satisfies KnownBody['type'][]);

/** Whether a customer may send a body of this (parsed) type. Unknown types may not. */
export function isFromCustomers({ type }: { type: string }): boolean {
  return CUSTOMER_TYPES.has(type);
}
