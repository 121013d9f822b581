/** The body of a provider's message: as well formed as it can be made, else kept whole as something unknown. */
import {
  bodyTypeOf,
  isFromCustomers,
  messageBody,
  type MessageBody,
} from '../../../../../protocol/cim/body.ts';
import type { Json, JsonObject } from '../../../../engine/contract.ts';
import { bytesOf, fieldsOf, numberOf, textOf } from './values.ts';

/**
 * Type of a body that cannot be shown as what it says it is: `receivedType` is what it was called, `received` the
 * whole of it, and `markdownText` its words where it had any.
 */
export const UNKNOWN_BODY = 'UNKNOWN';

/** Fields that are texts wherever they stand. */
const TEXTS: ReadonlySet<string> = new Set([
  'markdownText',
  'caption',
  'mediaUrl',
  'thumbnail',
  'mimeType',
  'mediaLabel',
  'mediaName',
  'messageId',
  'notificationType',
  'subject',
  'from',
  'htmlBody',
  'title',
  'formattedName',
  'phone',
  'postId',
  'itemType',
  'status',
]);
/** Fields that are lists wherever they stand. */
const LISTS: ReadonlySet<string> = new Set(['buttons', 'contacts', 'elements', 'phones', 'replyTo']);
/** Fields that are maps wherever they stand. */
const MAPS: ReadonlySet<string> = new Set(['additionalDetails', 'notificationData']);

/** Reads a body; anything at all gives one. */
export function readBody(value: Json | undefined): MessageBody {
  if (typeof value === 'string') return { type: 'PLAIN', markdownText: value };
  const raw = fieldsOf(value);
  const type = bodyTypeOf(raw.type) ?? textOf(raw.type);
  const parsed = messageBody.safeParse(completed({ ...fieldsOf(loosened(raw)), type }));
  if (!parsed.success || type === '') return unknownBody(value, raw);
  // What only agents and the server say is, from here, nothing that we know.
  if (bodyTypeOf(parsed.data.type) !== undefined && !isFromCustomers(parsed.data))
    return unknownBody(value, raw);
  return parsed.data;
}

function unknownBody(received: Json | undefined, raw: JsonObject): MessageBody {
  const words = textOf(raw.markdownText);
  return {
    type: UNKNOWN_BODY,
    markdownText: words === '' ? null : words,
    receivedType: textOf(raw.type).slice(0, 60),
    received: received ?? null,
  };
}

/** Each field in the form that the schema knows, where it is clear what was meant. */
function loosened(value: Json): Json {
  if (Array.isArray(value)) return value.map(loosened);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]): [string, Json] => {
      if (key === 'size') return [key, bytesOf(item)];
      if (key === 'latitude' || key === 'longitude') return [key, numberOf(item) ?? item];
      if (TEXTS.has(key)) return [key, typeof item === 'object' ? null : textOf(item)];
      if (LISTS.has(key)) return [key, Array.isArray(item) ? item.map(loosened) : []];
      if (MAPS.has(key))
        return [key, Array.isArray(item) || typeof item !== 'object' ? null : loosened(item)];
      return [key, loosened(item)];
    }),
  );
}

/** What a type requires and providers leave out where there is nothing to say. */
function completed(body: JsonObject): JsonObject {
  switch (body.type) {
    case 'PLAIN':
      return { ...body, markdownText: textOf(body.markdownText) };
    case 'CONTACT':
      return { ...body, contacts: body.contacts ?? [] };
    case 'BUTTON':
      return { ...body, buttons: body.buttons ?? [] };
    case 'EMAIL':
      return { ...body, from: textOf(body.from) };
    case 'IMAGE':
    case 'VIDEO':
    case 'AUDIO':
    case 'FILE':
    case 'MULTIMEDIA': {
      const attachment = fieldsOf(body.attachment);
      return {
        ...body,
        attachment: { ...attachment, mediaUrl: textOf(attachment.mediaUrl ?? body.mediaUrl) },
      };
    }
    default:
      return body;
  }
}
