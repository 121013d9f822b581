import { z } from 'zod';
import { displayName, displayText, languageTag, name } from './names.ts';
import { ruleOverrides } from './settings.ts';

/** The channel types of the wire, with the type of MRD that carries them (Q12). */
export const CHANNEL_TYPES = {
  WEB: 'CHAT',
  WHATSAPP: 'CHAT',
  FACEBOOK: 'CHAT',
  INSTAGRAM: 'CHAT',
  TELEGRAM: 'CHAT',
  TWITTER: 'CHAT',
  VIBER: 'CHAT',
  SMS: 'CHAT',
  GENERIC: 'CHAT',
  EMAIL: 'EMAIL',
  CX_VOICE: 'CX_VOICE',
  WEB_RTC: 'CX_VOICE',
  CISCO_CC: 'CISCO_CC',
} as const;

type ChannelTypeName = keyof typeof CHANNEL_TYPES;

/** Every channel type by name. */
export const CHANNEL_TYPE_NAMES = Object.keys(CHANNEL_TYPES) as [ChannelTypeName, ...ChannelTypeName[]];

/** How the customer's page of a web channel looks. */
const widgetSchema = z.strictObject({
  title: displayText.default('Chat with us').describe('Heading of the chat.'),
  subtitle: displayText.default('').describe('Line under the heading.'),
  welcome: displayText.default('').describe('What the customer reads before writing.'),
  theme: z
    .string()
    .regex(/^#[0-9a-fA-F]{6}$/, 'A colour like #1f6feb.')
    .default('#1f6feb')
    .describe('Accent colour, as #rrggbb.'),
  language: languageTag
    .default('en')
    .describe('Language of the page for customers whose own language it does not have.'),
  emoji: z.boolean().default(true).describe('Offer emoji.'),
  fontResize: z.boolean().default(true).describe('Offer a larger font.'),
  fileTransfer: z.boolean().default(false).describe('Let the customer send files.'),
  dynamicLink: z.boolean().default(false).describe('Offer a link by which the chat continues elsewhere.'),
  rating: z.boolean().default(true).describe('Ask the customer at the end how it was.'),
  downloadTranscript: z.boolean().default(false).describe('Let the customer keep the conversation.'),
});

export type WidgetInFile = z.output<typeof widgetSchema>;

/** Pages that may show the widget: all of them, one origin, or all names below a domain. */
const pageOrigin = z
  .string()
  .max(300)
  .regex(
    /^(\*|https?:\/\/(\*\.)?[a-z\d.[\]:-]+)$/,
    'An origin like https://www.example.org, https://*.example.org, or *.',
  );

/** Where customers come in. */
export const channelSchema = z.strictObject({
  name: displayName.describe('Name of the channel.'),
  type: z.enum(CHANNEL_TYPE_NAMES).describe('Channel type, as desks and connectors know it.'),
  serviceIdentifier: name.describe('What customers and connectors address: a page, a telephone number.'),
  queue: name
    .optional()
    .describe(
      'The queue in which requests wait. Each channel has a queue, a list or a bot, unless its MRD is not managed by routing.',
    ),
  list: name.optional().describe('Instead of a queue: the list from which agents take the conversations.'),
  bot: name.optional().describe('Instead of a queue: the bot that customers meet first.'),
  botFirst: z
    .boolean()
    .default(false)
    .describe('Whether customers meet a bot first, while one is there (Chat Solution); then the queue.'),
  mrd: name
    .optional()
    .describe("The MRD; must be the queue's. Without it: the queue's, or the first of the channel's type."),
  connector: name.optional().describe('The connector that carries messages of this channel in and out.'),
  logo: z
    .string()
    .regex(/^[\w.-]{1,100}$/, 'A file name of letters, digits, dots, dashes and underscores.')
    .optional()
    .describe('File name of the icon, as asked from /file-engine. Without it: the icon of the type.'),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'An ISO 3166 code of two capitals, like DE.')
    .optional()
    .describe(
      'Country whose telephone numbers are written here without a country code. Without it: numbers are international.',
    ),
  preChatForm: name.optional().describe('A form of kind PRE_CHAT that the customer fills in first.'),
  queues: z
    .array(name)
    .max(100)
    .default([])
    .describe('Further queues that customers of this web channel may ask for; its own they always may.'),
  identitySecret: z
    .string()
    .min(32, 'A secret of at least 32 characters.')
    .max(512)
    .optional()
    .describe('Secret by which the embedding site signs who the customer is (HS256, see docs/embed.md).'),
  identityScope: z
    .string()
    .max(100)
    .default('')
    .describe('Set apart the people of sites that have user ids of their own. Same scope, same people.'),
  formatting: z
    .boolean()
    .optional()
    .describe('Whether it shows a small part of Markdown. Without it: web channels do, the others do not.'),
  origins: z
    .array(pageOrigin)
    .max(100)
    .default(['*'])
    .describe('Origins of pages that may show the widget of this web channel; our own pages always may.'),
  widget: widgetSchema.prefault({}).describe("How the customer's page looks (web channels)."),
  ...ruleOverrides,
});

export type ChannelInFile = z.output<typeof channelSchema>;

/** A program that brings messages in and takes them out. */
export const connectorSchema = z.strictObject({
  name: name.describe('Name of the connector.'),
  key: z
    .string()
    .min(8, 'A key has at least 8 characters.')
    .max(512)
    .optional()
    .describe('What it shows as `Authorization: Bearer`. Kept as a hash.'),
  keyHash: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'A SHA-256 in hexadecimal.')
    .optional()
    .describe('The SHA-256 of the key, as an export contains it, instead of `key`.'),
  previousKey: z
    .strictObject({
      hash: z
        .string()
        .regex(/^[0-9a-f]{64}$/, 'A SHA-256 in hexadecimal.')
        .describe('Its SHA-256.'),
      until: z.int().describe('Until when it is accepted, in epoch milliseconds.'),
    })
    .optional()
    .describe('The key before the last rotation, as an export contains it.'),
  webhook: z
    .url({ protocol: /^https?$/, error: 'An address that begins with http:// or https://.' })
    .optional()
    .describe("Where the agents' messages are posted to."),
});

export type ConnectorInFile = z.output<typeof connectorSchema>;
