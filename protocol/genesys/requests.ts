/** What is read of requests: the name of the operation first, then its fields. */
import * as z from 'zod/mini';

/** What an agent does about the work as a whole. */
export const AGENT_OPERATIONS = [
  'StartContactCenterSession',
  'EndContactCenterSession',
  'Ready',
  'NotReady',
] as const;

/** Channels to begin work on; further fields (`place`, `loginCode` …) are for telephones. */
export const startFields = z.looseObject({
  channels: z.optional(
    z.array(z.string().check(z.minLength(1), z.maxLength(50))).check(z.minLength(1), z.maxLength(50)),
  ),
});

/** Why an agent is not ready: the name of a configured reason. */
export const stateFields = z.looseObject({
  reason: z.optional(z.nullable(z.string().check(z.maxLength(200)))),
});

/** As it is published: every operation is posted like this. */
export const operationBody = z.looseObject({ operationName: z.string() });

/** What an agent does with one interaction. */
export const INTERACTION_OPERATIONS = [
  'Accept',
  'Reject',
  'SendMessage',
  'SendStartTypingNotification',
  'SendStopTypingNotification',
  'RequestChatHistory',
  'InviteUser',
  'SingleStepTransfer',
  'EndChatSession',
  'Complete',
  'SetDisposition',
  'LeaveConference',
] as const;
export type InteractionOperation = (typeof INTERACTION_OPERATIONS)[number];

/** Other names that are understood. */
export const OPERATION_ALIASES: Readonly<Record<string, InteractionOperation>> = {
  Send: 'SendMessage',
  Transfer: 'SingleStepTransfer',
};

/** Operations whose answer is `{status}` instead of `{statusCode}`. */
export const STATUS_OPERATIONS: ReadonlySet<string> = new Set([
  'InviteUser',
  'EndChatSession',
  'LeaveConference',
]);

const name = z.string().check(z.minLength(1), z.maxLength(200));

/** The name under which the customer knows the agent. */
export const acceptFields = z.looseObject({
  nickname: z.optional(z.nullable(z.string().check(z.maxLength(100)))),
});
export const sendFields = z.looseObject({ text: z.string() });
export const historyFields = z.looseObject({
  eventId: z.optional(z.nullable(z.union([z.string(), z.number()]))),
});
export const agentFields = z.looseObject({ agentId: name });
export const dispositionFields = z.looseObject({
  disposition: name,
  dispositionKey: z.optional(z.nullable(name)),
});
/** Exactly one of them. */
export const transferFields = z.looseObject({
  agentId: z.optional(name),
  targetUri: z.optional(name),
  targetPath: z.optional(name),
  queueName: z.optional(name),
  skill: z.optional(name),
  skillId: z.optional(name),
});
export type TransferFields = z.infer<typeof transferFields>;
