import { z } from 'zod';
import { channelSchema, connectorSchema } from './channels.ts';
import {
  botSchema,
  cannedMessageSchema,
  customerAttributeSchema,
  deskSchema,
  formSchema,
  listSchema,
  reasonSchema,
} from './desk.ts';
import { languageTag } from './names.ts';
import { permissionsSchema, teamSchema, userSchema } from './people.ts';
import { quotasSchema } from './quotas.ts';
import { attributeSchema, mrdSchema, queueSchema } from './routing.ts';
import { settingsSchema } from './settings.ts';

/** Names in a customer's document that mean something else. */
const TAKEN: ReadonlySet<string> = new Set([
  'id',
  'firstName',
  'lastName',
  'phoneNumber',
  'isAnonymous',
  'labels',
  'note',
  'mayBe',
  'columns',
  'supervisedTeams',
]);

/** The contact centre as one JSON object: the shape of `CONFIG_FILE`, of export and of import (D1). */
export const configurationSchema = z.strictObject({
  $schema: z.string().optional().describe('Where editors find the description of this file.'),
  tenant: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'Small letters, digits and dashes, at most 63.')
    .describe('Name of the contact centre; also the realm of the embedded OpenID provider.'),
  defaultLanguage: languageTag
    .default('en')
    .describe(
      'The language that readers get when a text is not in theirs. A text may be one string for all, or an object by language: `{"en": "Lunch", "de": "Mittagspause"}`.',
    ),
  settings: settingsSchema.prefault({}),
  quotas: quotasSchema.prefault({}),
  teams: z.array(teamSchema).default([]).describe('Teams.'),
  users: z.array(userSchema).default([]).describe('People who sign in.'),
  permissions: permissionsSchema.default({}),
  mrds: z.array(mrdSchema).default([]).describe('Media routing domains.'),
  attributes: z.array(attributeSchema).default([]).describe('Routing attributes of agents.'),
  queues: z.array(queueSchema).default([]).describe('Queues.'),
  channels: z.array(channelSchema).default([]).describe('Where customers come in.'),
  connectors: z.array(connectorSchema).default([]).describe('Programs that carry messages.'),
  reasons: z.array(reasonSchema).default([]).describe('Why an agent is not ready or signs out.'),
  forms: z.array(formSchema).default([]).describe('The wrap-up form and the forms before a chat.'),
  lists: z.array(listSchema).default([]).describe('Lists from which agents pull conversations.'),
  bots: z.array(botSchema).default([]).describe('Programs that talk to customers.'),
  cannedMessages: z
    .array(cannedMessageSchema)
    .max(500)
    .refine((all) => new Set(all.map(({ title }) => title)).size === all.length, 'Each title once.')
    .default([])
    .describe('Texts that every agent may use again.'),
  customerAttributes: z
    .array(customerAttributeSchema)
    .max(50)
    .refine((all) => new Set(all.map(({ key }) => key)).size === all.length, 'Each key once.')
    .refine((all) => all.every(({ key }) => !TAKEN.has(key)), 'This key means something else.')
    .default([])
    .describe('What is kept of customers besides their names and how they are reached.'),
  desk: deskSchema.prefault({}),
});

/** The file after parsing: every default is filled in. */
export type ConfigurationFile = z.output<typeof configurationSchema>;
