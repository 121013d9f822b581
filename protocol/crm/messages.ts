/**
 * What the desk in a frame and the CRM around it say to each other by `postMessage` (docs/crm.md). Events have the
 * family's shapes; commands and their results are ours, because the family's desks listen to nothing.
 */
import * as z from 'zod/mini';

/** What the desk tells. */
export const CRM_EVENTS = [
  'AGENT_LOGIN',
  'AGENT_STATE_CHANGE',
  'AGENT_TASK_STATE',
  'TASK_STATE_CHANGED',
  'CHAT_SWITCHING',
  'END_CONVERSATION',
  'LOGOUT',
] as const;
export type CrmEventName = (typeof CRM_EVENTS)[number];

/** An event as the page around gets it. CHAT_SWITCHING carries its name as `event`, as in the family, and as `eventName`. */
export type CrmEvent = { eventName: CrmEventName; event?: 'CHAT_SWITCHING'; agentData: object };

const LONGEST_ID = 200;
const LONGEST_TEXT = 10_000;

const id = z.string().check(z.minLength(1), z.maxLength(LONGEST_ID));
const request = id;
const type = z.literal('agent-desk.command');

/** All that a page around may ask for. Each field is checked; anything besides is refused. */
export const crmCommand = z.discriminatedUnion('command', [
  z.strictObject({
    type,
    request,
    command: z.literal('setState'),
    state: z.enum(['READY', 'NOT_READY']),
    /** Name or id of a reason for NOT_READY. */
    reason: z.optional(id),
    /** Name or id of an MRD; without it the agent's own state. */
    mrd: z.optional(id),
  }),
  z.strictObject({ type, request, command: z.literal('accept'), conversationId: id }),
  z.strictObject({ type, request, command: z.literal('openConversation'), conversationId: id }),
  z.strictObject({
    type,
    request,
    command: z.literal('makeCall'),
    number: z.string().check(z.trim(), z.minLength(1), z.maxLength(128)),
  }),
  z.strictObject({
    type,
    request,
    command: z.literal('fillComposer'),
    conversationId: id,
    text: z.string().check(z.minLength(1), z.maxLength(LONGEST_TEXT), z.regex(/^[^\u0000]*$/)),
  }),
]);
export type CrmCommand = z.output<typeof crmCommand>;

/** What stands in any message that wants to be a command: enough to answer it by. */
export const crmRequest = z.looseObject({ type, request });

/** The answer to a command, by its `request`. `code` is one of the server's, or `OFFLINE`, `NO_ANSWER`. */
export type CrmResult =
  | { type: 'agent-desk.result'; request: string; status: 'ok' }
  | { type: 'agent-desk.result'; request: string; status: 'error'; code: string; msg: string };
