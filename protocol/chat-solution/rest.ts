/** The bodies of Chat Solution's REST. */
import * as z from 'zod/mini';
import { id, maybe } from '../cim/primitives.ts';

const words = z.string().check(z.maxLength(2_000));

/** Other programs count in numbers as well. */
const text = z.pipe(z.pipe(z.union([z.string(), z.number()]), z.transform(String)), z.string());

const foreignId = z.pipe(text, id);

/** `POST /api/customer/init`: further parameters are kept, and every text among them identifies the customer. */
export const chatInit = z.looseObject({
  channel: words,
  name: maybe(z.string().check(z.maxLength(300))),
  email: maybe(words),
  phone: maybe(words),
  requestId: maybe(id),
  timestamp: maybe(words),
});

/** `POST /api/external/message`. */
export const externalMessage = z.looseObject({
  channel: id,
  messageId: foreignId,
  destination: foreignId,
  from: z.looseObject({ id: text, name: z.string(), app: maybe(z.string()) }),
  text: z.string().check(z.minLength(1)),
  timestamp: maybe(words),
});

/** `Date.parse` alone takes almost anything that has a number in it. */
const ISO_DATE = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;

const isoTime = z.pipe(
  z.pipe(
    z.string().check(z.regex(ISO_DATE, 'a time in ISO 8601')),
    z.transform((text) => Date.parse(text)),
  ),
  z.number().check(z.refine(Number.isFinite, 'a time in ISO 8601')),
);

const count = z.pipe(
  z.pipe(z.union([z.number(), z.string().check(z.regex(/^\d{1,6}$/, 'a number'))]), z.transform(Number)),
  z.int().check(z.minimum(1), z.maximum(1_000_000)),
);

/** `GET /api/conversation/past-messages`, as body or query. */
export const pastMessages = z.looseObject({ conversationId: id, count, time: isoTime });

export type ExternalMessage = z.output<typeof externalMessage>;
export type PastMessagesRequest = z.output<typeof pastMessages>;
