/** What is read of requests: the name of the operation first, then its fields. */
import * as z from 'zod/mini';

/** What an agent does about the work as a whole. */
export const AGENT_OPERATIONS = [
  'StartContactCenterSession',
  'EndContactCenterSession',
  'Ready',
  'NotReady',
] as const;
export type AgentOperation = (typeof AGENT_OPERATIONS)[number];

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
