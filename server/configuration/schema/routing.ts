import { z } from 'zod';
import { displayName, displayText, name, seconds } from './names.ts';
import { ruleOverrides } from './settings.ts';

/** Kinds of media that the wire knows. */
const MRD_TYPES = ['CHAT', 'CX_VOICE', 'CISCO_CC', 'EMAIL'] as const;

/** A media routing domain: a kind of work with its own capacity and state per agent. */
export const mrdSchema = z.strictObject({
  name: displayName.describe('Name of the MRD.'),
  type: z.enum(MRD_TYPES).default('CHAT').describe('Kind of media, as desks know it.'),
  description: displayText.default('').describe('What it is for.'),
  maxTasks: z.int().min(1).max(100).default(1).describe('Tasks that one agent may have at once.'),
  managedByRouting: z
    .boolean()
    .default(true)
    .describe('False where another system routes (Cisco voice); the desk may then report BUSY itself.'),
  autoSync: z.boolean().default(false).describe('READY of the agent makes this MRD READY as well.'),
  interruptible: z.boolean().default(false).describe('Whether other work may interrupt this one.'),
  ...ruleOverrides,
});

/** What agents can do, and how well. */
export const attributeSchema = z.strictObject({
  name: displayName.describe('Name of the attribute.'),
  type: z
    .enum(['BOOLEAN', 'PROFICIENCY_LEVEL'])
    .describe('BOOLEAN is true or false, PROFICIENCY_LEVEL a number from 1 to 10.'),
  defaultValue: z
    .union([z.number(), z.boolean()])
    .optional()
    .describe('The value of agents who have none: false or 1 unless it is given.'),
  description: displayText.default('').describe('What it means.'),
});

export type AttributeInFile = z.output<typeof attributeSchema>;

const join = z.enum(['AND', 'OR']).optional();

/** Who is asked, and for how long before the next step widens the circle. */
const stepSchema = z.strictObject({
  timeoutSeconds: seconds
    .default(0)
    .describe('How long this step is tried before the next one widens the circle.'),
  expressions: z
    .array(
      z.strictObject({
        join: join.describe('How it is connected to the expression before it.'),
        terms: z
          .array(
            z.strictObject({
              join: join.describe('How it is connected to the term before it.'),
              attribute: name.describe('Name of a routing attribute.'),
              operator: z.enum(['==', '!=', '<', '<=', '>', '>=']).describe('Comparison.'),
              value: z.union([z.number(), z.boolean()]).describe('What it is compared with.'),
            }),
          )
          .min(1)
          .describe('Comparisons, evaluated from left to right.'),
      }),
    )
    .default([])
    .describe('Terms in brackets, evaluated from left to right. None: every agent of the queue.'),
});

export type StepInFile = z.output<typeof stepSchema>;

/** A precision queue (Q1–Q12). */
export const queueSchema = z.strictObject({
  name: displayName.describe('Name of the queue.'),
  mrd: name.describe('The MRD whose agents work for it.'),
  members: z
    .array(name)
    .optional()
    .describe('Usernames of those who belong to the queue. Without it: every agent of the MRD.'),
  priority: z.int().min(1).max(10).default(1).describe('1 to 10; 10 is asked first.'),
  selection: z
    .enum(['LONGEST_AVAILABLE', 'MOST_SKILLED', 'LEAST_SKILLED'])
    .default('LONGEST_AVAILABLE')
    .describe('Who is chosen among those who fit.'),
  routeToLastAgent: z
    .boolean()
    .default(false)
    .describe('Ask the agent whom the customer had last time first, when that agent fits.'),
  steps: z
    .array(stepSchema)
    .max(10, 'A queue has at most ten steps.')
    .default([])
    .describe('Who is asked, widening step by step. None: all agents of the queue at once.'),
  serviceLevelSeconds: seconds.default(20).describe('Answered within this time counts as in time.'),
  ewtMinSeconds: seconds.default(0).describe('The shortest expected wait that customers are told.'),
  ewtMaxSeconds: seconds.default(3600).describe('The longest expected wait that customers are told.'),
  ...ruleOverrides,
});

export type QueueInFile = z.output<typeof queueSchema>;
