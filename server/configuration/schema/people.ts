import { z } from 'zod';
import { displayName, name, text } from './names.ts';

/** Teams: who is supervised together. */
export const teamSchema = z.strictObject({
  name: displayName.describe('Name of the team.'),
});

/** The roles that mean something to the server; further ones may be named in `permissions`. */
export const KNOWN_ROLES = ['agent', 'supervisor', 'admin'] as const;

/** An encoded password, as an export contains it. */
const passwordHash = z
  .string()
  .regex(
    /^scrypt\$\d+\$\d+\$\d+\$[\w-]+(\+\d+\$\d+\$\d+\$[\w-]+)?\$[\w-]+$/,
    'Not an encoded password of this server.',
  );

/** A person who signs in. */
export const userSchema = z.strictObject({
  username: name.max(64).describe('What the person types to sign in. Upper and lower case are the same.'),
  password: z
    .string()
    .min(1)
    .max(256)
    .optional()
    .describe('Password for the embedded provider and POST /agent/login. Not needed with a real Keycloak.'),
  passwordHash: passwordHash
    .optional()
    .describe('The password as an export contains it, instead of `password`.'),
  enabled: z
    .boolean()
    .default(true)
    .describe('false: the person is known, for example in the history, but cannot sign in.'),
  firstName: z.string().max(110).default('').describe('First name.'),
  lastName: z.string().max(110).default('').describe('Last name.'),
  roles: z
    .array(name)
    .min(1, 'A user needs at least one role.')
    .describe(
      '`agent` answers customers, `supervisor` sees and helps the teams in `supervises`, `admin` configures.',
    ),
  team: name.optional().describe('The team of the person. Without one an agent cannot sign in to the desk.'),
  supervises: z.array(name).default([]).describe('Teams that this supervisor sees.'),
  attributes: z
    .record(name, z.union([z.number(), z.boolean()]))
    .default({})
    .describe('Routing attributes: name to value (true or false, or a proficiency from 1 to 10).'),
  mrds: z
    .record(name, z.int().min(0).max(100))
    .default({})
    .describe(
      "Most tasks at once in an MRD, where it differs from the MRD's own number; 0: not this agent's.",
    ),
  profile: z
    .record(name, z.array(text))
    .default({})
    .describe('Handed to desks as `attributes` of the user, for example `{"agentExtension": ["1001"]}`.'),
});

export type UserInFile = z.output<typeof userSchema>;

/** What a role may do: resource name to scopes. */
export const permissionsSchema = z
  .record(name, z.record(name, z.array(name)))
  .describe('Role to permitted resources and their scopes. A role that is missing here has its defaults.');

export type PermissionsInFile = z.output<typeof permissionsSchema>;
