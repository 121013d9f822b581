/** What the Generic Connector tells its clients. Each message is one of these as JSON, and its `type` is the JMS type. */
import * as z from 'zod/mini';
import { CONNECTOR_ERRORS } from './errors.ts';

const text = z.string();
/** `yyyy-MM-dd HH:mm:ss` in the connector's time zone; empty when it is not known. */
const time = z.string().check(z.regex(/^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)?$/));
const team = z.object({ id: text, name: text });
/** Ten variables, each in an object of its own, and the number that calls (`ani`). */
const callVariables = z.array(z.record(text, text)).check(z.length(11));
const participants = z.array(z.object({ mediaAddress: text, state: text, addressType: text }));

export const systemSchema = z.object({
  type: z.literal('System'),
  status: z.enum(['IN_SERVICE', 'OUT_OF_SERVICE']),
});

export const agentInfoSchema = z.object({
  type: z.literal('AgentInfo'),
  firstName: text,
  lastName: text,
  supervisor: z.boolean(),
  wrapUpOnIncoming: text,
  teams: z.array(team),
  team,
  agentId: text,
});

export const stateSchema = z.object({
  type: z.literal('State'),
  agentId: text,
  state: text,
  reasonCode: text,
  stateChangeTimeString: z.literal(''),
  pendingState: text,
  stateChangeTime: time,
});

export const newInboundCallSchema = z.object({
  type: z.literal('NewInboundCall'),
  dialogId: text,
  fromAddress: text,
  callVariables,
  agentId: text,
});

const openCallSchema = z.object({
  type: z.literal('InboundCall'),
  dialogId: text,
  /** The agent's own part in the call. */
  state: text,
  startTime: time,
  /** After a transfer or a conference: the dialog by which the agent knew the call before. */
  prevDialogId: z.nullable(text),
  fromAddress: text,
  callVariables,
  participants,
  callType: text,
  agentId: text,
});

const droppedCallSchema = z.object({
  type: z.literal('InboundCall'),
  dialogId: text,
  prevDialogId: z.null(),
  state: z.literal('DROPPED'),
  agentId: text,
});

export const inboundCallSchema = z.union([openCallSchema, droppedCallSchema]);

const openConsultSchema = z.object({
  type: z.literal('ConsultCall'),
  state: text,
  assDialogId: text,
  fromAddress: text,
  toAddress: text,
  startTime: time,
  callVariables,
  participants,
  agentId: text,
});

const droppedConsultSchema = z.object({
  type: z.literal('ConsultCall'),
  assDialogId: text,
  state: z.literal('DROPPED'),
  agentId: text,
});

export const consultCallSchema = z.union([openConsultSchema, droppedConsultSchema]);

export const reasonCodesSchema = z.object({
  type: z.literal('ReasonCodes'),
  category: z.enum(['WrapUp', 'LOGOUT', 'NOT_READY']),
  reasonCodes: z.array(z.record(text, text)),
  agentId: text,
});

export const dialogStateSchema = z.object({
  type: z.literal('DialogState'),
  dialogId: text,
  state: text,
  agentId: text,
});

const agentsSchema = z.object({
  type: z.literal('Agents'),
  users: z.array(z.object({ firstName: text, lastName: text, extension: text })),
});

/** The one event that is a list. */
export const agentsListSchema = z.tuple([agentsSchema]);

export const dialogControlsSchema = z.object({
  type: z.literal('DialogControls'),
  dialogId: text,
  actions: z.array(text),
  agentId: text,
});

export const dialogParticipantsSchema = z.object({
  type: z.literal('DialogParticipants'),
  dialogId: text,
  participants,
  agentId: text,
});

export const queueListSchema = z.object({
  type: z.literal('QueueList'),
  queues: z.array(z.object({ id: text, name: text, statistics: z.record(text, text) })),
  agentId: text,
});

export const teamUsersSchema = z.object({
  type: z.literal('TeamUsers'),
  teamId: text,
  users: z.array(z.object({ agentId: text, firstName: text, lastName: text, extension: text, state: text })),
  agentId: text,
});

export const errorSchema = z.object({
  type: z.literal('Error'),
  agentId: text,
  command: text,
  code: z.enum(Object.keys(CONNECTOR_ERRORS) as [keyof typeof CONNECTOR_ERRORS]),
  reason: text,
  errorType: z.optional(text),
  errorMessage: z.optional(text),
  errorData: z.optional(text),
});

/** Everything that is told. */
export type ConnectorEvent =
  | z.infer<typeof systemSchema>
  | z.infer<typeof agentInfoSchema>
  | z.infer<typeof stateSchema>
  | z.infer<typeof newInboundCallSchema>
  | z.infer<typeof inboundCallSchema>
  | z.infer<typeof consultCallSchema>
  | z.infer<typeof reasonCodesSchema>
  | z.infer<typeof dialogStateSchema>
  | z.infer<typeof agentsSchema>
  | z.infer<typeof dialogControlsSchema>
  | z.infer<typeof dialogParticipantsSchema>
  | z.infer<typeof queueListSchema>
  | z.infer<typeof teamUsersSchema>
  | z.infer<typeof errorSchema>;

/** The body of a message. */
export type EventBody = Exclude<ConnectorEvent, { type: 'Agents' }> | z.infer<typeof agentsListSchema>;
