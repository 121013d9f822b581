import { z } from 'zod';
import { displayName, displayText, languageTag, name } from './names.ts';

/** Why an agent is not ready or signs out. */
export const reasonSchema = z.strictObject({
  name: displayName.describe('What the agent picks.'),
  type: z.enum(['NOT_READY', 'LOGOUT']).describe('Which state it explains.'),
  code: z
    .int()
    .min(0)
    .max(65_535)
    .optional()
    .describe('A number for other systems (Finesse). Without it: the place in the list.'),
  callback: z
    .boolean()
    .optional()
    .describe(
      "Of type NOT_READY: the agent's conversations go to others at once, to call somebody back. Without it: whether the name is Callback.",
    ),
});

/** A program that talks to customers, or helps the agents who do. */
export const botSchema = z.strictObject({
  name: name.describe('Name of the bot.'),
});

/** A list from which agents pull conversations. */
export const listSchema = z.strictObject({
  name: displayName.describe('Name of the list.'),
  description: displayText.default('').describe('What it is for.'),
});

/** A text that every agent may use again. */
export const cannedMessageSchema = z.strictObject({
  title: name.describe('What agents look for; each once.'),
  shortcut: z.string().max(40).default('').describe('A short word that leads to it at once.'),
  group: z
    .string()
    .max(60)
    .default('')
    .describe('What it stands under in the list; empty: under no heading.'),
  text: z
    .string()
    .min(1)
    .max(4_096)
    .describe('What is written. `{customer.firstName}` and the like are filled in by the desk.'),
  texts: z
    .record(languageTag, z.string().min(1).max(4_096))
    .default({})
    .describe('The same in other languages, by language tag.'),
});

const fieldKey = z.string().regex(/^[A-Za-z][\w-]{0,63}$/, 'A key begins with a letter and has no spaces.');

/** One thing that a customer is asked before the chat. */
const fieldSchema = z
  .strictObject({
    key: fieldKey.describe('Under which name the answer is kept.'),
    label: displayName.describe('What the customer reads.'),
    type: z
      .enum(['TEXT', 'EMAIL', 'PHONE', 'NUMBER', 'LONG_TEXT', 'OPTIONS'])
      .default('TEXT')
      .describe('What may be entered.'),
    required: z.boolean().default(false).describe('Whether the chat can begin without it.'),
    helpText: displayText.default('').describe('A hint under the field.'),
    options: z.array(displayName).default([]).describe('The choices of a field of type OPTIONS.'),
  })
  .refine((field) => field.type !== 'OPTIONS' || field.options.length > 0, {
    path: ['options'],
    error: 'A field of type OPTIONS needs at least one option.',
  });

/** Something that is kept of customers besides their names and how they are reached. */
export const customerAttributeSchema = z
  .strictObject({
    key: fieldKey.describe('Under which name it is kept.'),
    label: name.describe('What agents read.'),
    type: z
      .enum(['TEXT', 'LONG_TEXT', 'EMAIL', 'PHONE', 'NUMBER', 'DATE', 'BOOLEAN', 'OPTIONS'])
      .default('TEXT')
      .describe('What may be entered.'),
    required: z.boolean().default(false).describe('Whether agents have to fill it in.'),
    options: z.array(name).max(100).default([]).describe('The choices of an attribute of type OPTIONS.'),
  })
  .refine((attribute) => attribute.type !== 'OPTIONS' || attribute.options.length > 0, {
    path: ['options'],
    error: 'An attribute of type OPTIONS needs at least one option.',
  });

export type CustomerAttribute = z.output<typeof customerAttributeSchema>;

/** Codes by which a conversation is wrapped up, grouped. */
const categorySchema = z.strictObject({
  name: displayName.describe('Name of the group.'),
  values: z.array(displayName).min(1, 'A category needs at least one value.').describe('The codes in it.'),
});

/** A form: what agents note at the end, or what customers enter before the chat. */
export const formSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z
      .literal('WRAP_UP')
      .describe('Agents choose codes from it when they wrap up. There is at most one.'),
    name: displayName.describe('Name of the form.'),
    description: displayText.default('').describe('What it is for.'),
    multiple: z.boolean().default(true).describe('Whether more than one code may be chosen (up to five).'),
    categories: z.array(categorySchema).min(1).describe('The codes, in groups.'),
  }),
  z.strictObject({
    kind: z.literal('PRE_CHAT').describe('The customer fills it in before the chat begins.'),
    name: displayName.describe('Name of the form.'),
    description: displayText.default('').describe('What the customer reads above the fields.'),
    fields: z.array(fieldSchema).min(1).describe('What is asked.'),
  }),
]);

export type FormInFile = z.output<typeof formSchema>;

/** What the desk offers to every agent. */
export const deskSchema = z
  .strictObject({
    fileSharing: z.boolean().default(false).describe('Send files to customers.'),
    emoji: z.boolean().default(true).describe('Offer emoji.'),
    participants: z.boolean().default(true).describe('Show who takes part in a conversation.'),
    messageFormatting: z.boolean().default(true).describe('Read and write a small part of Markdown.'),
    outboundSms: z.boolean().default(false).describe('Start conversations by SMS.'),
    outboundSmsSendAndClose: z.boolean().default(false).describe('Send one SMS without a conversation.'),
    autoAnswer: z.boolean().default(false).describe('Accept every offer without asking the agent.'),
    prefixCode: z.string().max(10).default('').describe('What is dialled before a number.'),
    languages: z
      .array(
        z.strictObject({
          code: languageTag.describe('Language tag.'),
          name: name.describe('Name of the language in itself.'),
          flag: z.string().max(200).default('').describe('A picture for it; may stay empty.'),
        }),
      )
      .min(1)
      .default([{ code: 'en', name: 'English', flag: '' }])
      .describe('Languages that agents can choose.'),
    responseSeconds: z
      .number()
      .min(10)
      .max(86_400)
      .default(120)
      .describe(
        "Within how many seconds a customer's message should be answered. Desks warn as it comes near.",
      ),
    theme: z
      .enum(['system', 'light', 'dark'])
      .default('system')
      .describe("How the desk looks until the agent chooses; `system` follows the agent's machine."),
  })
  .describe('What the desk offers to every agent.');

export type DeskInFile = z.output<typeof deskSchema>;
