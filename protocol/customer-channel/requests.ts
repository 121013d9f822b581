/**
 * What a customer's client sends, as schemas. Look with `findUnsafe` (protocol/shared) before parsing: these
 * schemas keep additional attributes as they come.
 */
import * as z from 'zod/mini';
import { additionalAttribute } from '../cim/parties.ts';
import { maybe } from '../cim/primitives.ts';
import { messageBody } from '../cim/body.ts';
import { messageHeader } from '../cim/message.ts';

/** What a customer may send at once: far below the agent's limits. */
export const CUSTOMER_JSON_LIMITS = { maxDepth: 16, maxNodes: 2_000, maxCharacters: 200_000 };

const identifier = z.string().check(z.trim(), z.minLength(1), z.maxLength(200));

/**
 * Ids made by clients and connectors: UUIDs, or what a provider calls its messages. Names that every object
 * has (`constructor`, `toString`) are no ids.
 */
export const messageId = z.string().check(
  z.regex(/^[A-Za-z0-9][\w.:@=+/~-]{0,199}$/, 'an id of letters, digits and . : @ = + / ~ - _'),
  z.refine((value) => !(value in Object.prototype), 'an id'),
);

/** A JWT by which the embedding site says who the customer is (docs/embed.md). */
const identityToken = z.string().check(z.maxLength(4_096));

/**
 * Handshake `auth`. Who shows the token of an open session may resume it; who shows that of an own session which is
 * over is the same customer again. Nothing else of it identifies anybody, but for a valid `identityToken`.
 */
export const handshakeAuth = z.looseObject({
  serviceIdentifier: identifier,
  channelCustomerIdentifier: identifier,
  sessionToken: maybe(z.string().check(z.maxLength(200))),
  identityToken: maybe(identityToken),
});

/** One answer of the form that the customer filled before the chat. */
const formAnswer = z.looseObject({
  key: z.string(),
  value: z.optional(z.unknown()),
  type: maybe(z.string()),
});

/** `value` of the attribute of type `WebChannelData`. */
export const webChannelData = z.looseObject({
  browserDeviceInfo: maybe(z.record(z.string(), z.unknown())),
  queue: maybe(z.string()),
  locale: maybe(z.record(z.string(), z.unknown())),
  formData: maybe(z.looseObject({ attributes: maybe(z.array(formAnswer)) })),
});

/** `CHAT_REQUESTED`. The same `requestId` again gives the same session (D22). */
export const chatRequested = z.looseObject({
  serviceIdentifier: maybe(z.string()),
  channelCustomerIdentifier: maybe(z.string()),
  requestId: maybe(z.uuid()),
  /** Instead of the one in the handshake, when the page has a newer one. */
  identityToken: maybe(identityToken),
  additionalAttributes: maybe(z.array(additionalAttribute).check(z.maxLength(50))),
});

/** `CHAT_RESUMED`. `after`: the newest message that the client already has. */
export const chatResumed = z.looseObject({ after: maybe(messageId) });

/** `CHAT_ENDED`: whatever a client puts there besides is ignored. */
export const chatEnded = z.looseObject({});

/** `MESSAGE_RECEIVED` from the customer. Older widgets send no id and no header; they cannot be recognised again. */
export const customerMessage = z.looseObject({
  id: maybe(messageId),
  header: maybe(messageHeader),
  body: messageBody,
});

/**
 * `CHAT_RATED`: how the customer found the chat, also after its end (the handshake then shows the session's
 * token). A later rating of the same session replaces the earlier one. An addition of ours.
 */
export const chatRated = z.looseObject({
  rating: z.int().check(z.minimum(1), z.maximum(5)),
  comment: maybe(z.string().check(z.maxLength(1_000))),
});

export type ChatRated = z.output<typeof chatRated>;
export type ChatRequested = z.output<typeof chatRequested>;
