/** What desks write about customers: their documents, labels, and whom somebody turned out to be. */
import * as z from 'zod/mini';
import { id, maybe } from '../cim/primitives.ts';

const text = (most: number) => z.string().check(z.maxLength(most));
const name = z
  .pipe(
    z.string(),
    z.transform((given) => given.trim()),
  )
  .check(z.minLength(1), z.maxLength(100));

/**
 * A customer's document as desks send it, whole or in part: what is missing stays as it is. Identifiers stand under the
 * channel type in lower case, as lists; other fields are free. `labels`: ids, or labels with their `_id`.
 */
export const customerInput = z.looseObject({
  _id: maybe(z.string()),
  firstName: maybe(text(100)),
  lastName: maybe(text(100)),
  phoneNumber: maybe(z.array(text(50)).check(z.maxLength(20))),
  isAnonymous: maybe(z.boolean()),
  labels: maybe(
    z
      .array(
        z.union([
          id,
          z.pipe(
            z.looseObject({ _id: id }),
            z.transform(({ _id }) => _id),
          ),
        ]),
      )
      .check(z.maxLength(50)),
  ),
});
export type CustomerInput = z.output<typeof customerInput>;

/** Whom the conversation is about from now on: the customer's document; only its `_id` counts. */
export const updateCustomerInput = z.looseObject({ _id: id });

/** Whose past becomes whose: documents or ids. The other way round takes it back. */
const who = z.union([
  id,
  z.pipe(
    z.looseObject({ _id: id }),
    z.transform(({ _id }) => _id),
  ),
]);
export const movePastInput = z.looseObject({ currentCustomer: who, newCustomer: who });
export const movedPast = z.looseObject({ moved: z.number() });

/** `priority`: 1 to 10, 10 first; what is missing stays, and is 1 for a new label. */
export const labelInput = z.looseObject({
  name,
  priority: maybe(z.int().check(z.minimum(1), z.maximum(10))),
  colorCode: maybe(z.string().check(z.regex(/^#?[0-9A-Za-z]{1,20}$/))),
});
export const label = z.looseObject({
  _id: z.string(),
  name: z.string(),
  colorCode: z.string(),
  priority: z.number(),
});
/** The highest priority first. */
export const labels = z.array(label);
/** `_id` of the label that is meant. */
export const labelQuery = z.looseObject({ _id: id });

/** Which columns of customers a desk shows; free for the desk. */
export const userPreferenceInput = z.looseObject({
  columns: maybe(z.array(z.unknown()).check(z.maxLength(100))),
});
export const userPreferences = z.looseObject({
  docs: z.array(z.looseObject({ _id: z.string(), columns: z.array(z.unknown()) })),
});

/** What is known of a conversation besides what is said: keys and values. */
export const conversationData = z.looseObject({
  conversationId: z.string(),
  conversationData: z.record(z.string(), z.unknown()),
});

/** A text that is used again: `{customer.firstName}` and the like are filled in by the desk. */
export const cannedMessageInput = z.object({
  title: name,
  shortcut: z._default(z.string().check(z.maxLength(40)), ''),
  text: z.string().check(z.minLength(1), z.maxLength(4_096)),
});
/** SHARED ones stand in the configuration, under the heading `group`, and may have several languages (`texts`, by language). */
export const cannedMessage = z.looseObject({
  id: z.string(),
  title: z.string(),
  shortcut: z.string(),
  group: z.string(),
  text: z.string(),
  texts: z.record(z.string(), z.string()),
  scope: z.enum(['SHARED', 'PERSONAL']),
});
export const cannedMessages = z.array(cannedMessage);
export type CannedMessage = z.output<typeof cannedMessage>;
export const done = z.looseObject({ status: z.literal('ok') });
