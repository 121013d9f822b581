/** Bayeux 1.0, as far as a client that polls needs it: what is read of its messages, and what they are answered. */
import * as z from 'zod/mini';

const shortText = z.string().check(z.maxLength(200));

/** What every message may carry. Unknown fields are none of our business. */
export const bayeuxMessage = z.looseObject({
  channel: shortText,
  id: z.optional(z.union([shortText, z.number()])),
  clientId: z.optional(z.nullable(shortText)),
  version: z.optional(z.unknown()),
  supportedConnectionTypes: z.optional(z.unknown()),
  connectionType: z.optional(z.unknown()),
  subscription: z.optional(z.unknown()),
  advice: z.optional(z.unknown()),
  ext: z.optional(z.unknown()),
});
export type BayeuxMessage = z.infer<typeof bayeuxMessage>;

/** One topic or several. */
export const subscriptionField = z.union([
  shortText,
  z.array(shortText).check(z.minLength(1), z.maxLength(50)),
]);

/** How long (ms) the client lets a poll be held. */
export const connectAdvice = z.looseObject({ timeout: z.optional(z.number().check(z.minimum(0))) });

/** The extension by which a client says what it has received: whether it has it, then the last batch. */
export const ackExtension = z.looseObject({
  ack: z.optional(z.union([z.boolean(), z.number(), z.looseObject({ enabled: z.optional(z.boolean()) })])),
});

export const BAYEUX_VERSION = '1.0';
export const LONG_POLLING = 'long-polling';

/** What a client is to do next; times in ms. */
export type Advice = {
  reconnect: 'retry' | 'handshake' | 'none';
  interval?: number;
  timeout?: number;
  maxInterval?: number;
};

/** The answer to a message of a client. */
export type BayeuxReply = {
  channel: string;
  successful: boolean;
  id?: string | number;
  clientId?: string;
  error?: string;
  advice?: Advice;
  ext?: Record<string, unknown>;
  [further: string]: unknown;
};

/** What the server says on a topic. */
export type TopicMessage = { channel: string; data: unknown };
