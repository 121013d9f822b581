import { z } from 'zod';
import { seconds, someSeconds } from './names.ts';

/**
 * The rules that have a default for all in `settings` and may be set anew, under the same name, on a queue,
 * an MRD or a channel. Durations are in seconds.
 */
const ruleShape = {
  ronaSeconds: someSeconds.describe('How long an offer rings before it is taken back (RONA).'),
  ronaAgentState: z
    .enum(['NOT_READY', 'READY'])
    .describe('What becomes of the MRD of an agent who let an offer run out.'),
  requestTtlSeconds: someSeconds.describe('How long a request looks for an agent in all, over every RONA.'),
  wrapupSeconds: seconds.describe('How long an agent may wrap up after a conversation; 0 switches it off.'),
  wrapupExtensions: z
    .int()
    .min(0)
    .max(100)
    .describe('How often an agent may extend one wrap-up; each time adds `wrapupSeconds`.'),
  customerInactivitySeconds: seconds.describe(
    'A customer who is silent for longer is let go; 0 means never.',
  ),
  customerReminderPercents: z
    .array(z.int().min(1).max(99))
    .max(10)
    .describe(
      'How much of `customerInactivitySeconds` passes before each reminder of a silent customer, in percent. Empty: none.',
    ),
  responseSlaSeconds: seconds.describe(
    "How long a customer waits for an agent's answer before they go to another agent; 0 means for ever. Desks show the time in colours, at 50 % and 75 %, and ask at 90 % whether the agent stays.",
  ),
  customerReconnectSeconds: seconds.describe(
    "How long a customer's lost connection may stay away before the session ends.",
  ),
  reofferAfterSeconds: seconds.describe(
    'How long the agent who missed or rejected a request is left alone with it when nobody else can take it.',
  ),
  maxTextLength: z
    .int()
    .min(1)
    .max(100_000)
    .describe('The longest text of one message, in code points: an emoji counts once.'),
  maxAgents: z
    .int()
    .min(1)
    .max(50)
    .describe('Agents who may take part in one conversation at once. Supervisors who listen do not count.'),
  transferFallback: z
    .enum(['REQUESTER', 'QUEUE', 'END'])
    .describe(
      'Where a customer goes whom nobody takes over: back to the agent who transferred them (or into the queue when that agent cannot take them), into the queue, or nowhere: the conversation ends.',
    ),
};

/** The rules as a queue, an MRD or a channel may set them anew. */
export const ruleOverrides = z.strictObject(ruleShape).partial().shape;

/** Defaults for all (D1). */
export const settingsSchema = z
  .strictObject({
    ronaSeconds: ruleShape.ronaSeconds.default(20),
    ronaAgentState: ruleShape.ronaAgentState.default('NOT_READY'),
    requestTtlSeconds: ruleShape.requestTtlSeconds.default(300),
    wrapupSeconds: ruleShape.wrapupSeconds.default(60),
    wrapupExtensions: ruleShape.wrapupExtensions.default(3),
    customerInactivitySeconds: ruleShape.customerInactivitySeconds.default(900),
    customerReminderPercents: ruleShape.customerReminderPercents.default([]),
    responseSlaSeconds: ruleShape.responseSlaSeconds.default(0),
    customerReconnectSeconds: ruleShape.customerReconnectSeconds.default(300),
    reofferAfterSeconds: ruleShape.reofferAfterSeconds.default(10),
    maxTextLength: ruleShape.maxTextLength.default(4096),
    maxAgents: ruleShape.maxAgents.default(4),
    transferFallback: ruleShape.transferFallback.default('REQUESTER'),
    disconnectGraceSeconds: seconds
      .default(60)
      .describe("How long an agent's lost connection keeps its conversations. One for all."),
    inactivityLogoutSeconds: z
      .union([z.literal(0), z.number().min(30).max(3_600)])
      .default(0)
      .describe(
        'How long an agent may do nothing at the desk before they are signed out, 30 to 3600; warned at 80 %. Not during calls. 0: never.',
      ),
    pauseSeconds: z
      .array(someSeconds.max(86_400))
      .max(20)
      .default([60, 180, 300, 420, 600])
      .describe('How long an agent may let a conversation rest: what the desk offers. Empty: not at all.'),
    queuePriority: z
      .boolean()
      .default(true)
      .describe('Whether queues are asked in the order of their priority. One for all.'),
    tellAgentsWhenMonitored: z
      .boolean()
      .default(false)
      .describe('Whether agents see which supervisor listens to a conversation of theirs. One for all.'),
    serviceLevelType: z
      .union([z.literal(1), z.literal(2), z.literal(3)])
      .default(2)
      .describe(
        'What customers who left within the time of the service level are: 1 not counted, 2 not answered in time, 3 counted as in time. One for all.',
      ),
    loginTokenSeconds: someSeconds
      .max(30 * 86_400)
      .default(43_200)
      .describe('How long a token of POST /agent/login and its cookie live, and a sign-in of the provider.'),
    accessTokenSeconds: someSeconds
      .default(300)
      .describe('How long an access token of the embedded OpenID provider lives before it is refreshed.'),
  })
  .describe('Defaults for all. Rules may be set anew on a queue, an MRD or a channel, under the same name.');

export type SettingsInFile = z.output<typeof settingsSchema>;

/** The rules that were set anew somewhere. */
export type OverridesInFile = {
  [Rule in keyof typeof ruleOverrides]?: z.output<(typeof ruleOverrides)[Rule]>;
};
