/**
 * The server's events as schemas: what `/docs` shows, what the contract tests hold every frame against, and
 * what a desk may parse with. The exact types stand in `server-events.ts`.
 */
import * as z from 'zod/mini';
import { messageBody } from '../cim/body.ts';
import { freeMap } from '../cim/primitives.ts';
import { CONVERSATION_ACTIONS } from './actions.ts';

const text = z.string();
const epochMs = z.number().check(z.int(), z.positive());
const room = z.looseObject({ id: text, mode: text });
const actions = z.array(z.enum(CONVERSATION_ACTIONS));

export const channelTypes = z.array(
  z.looseObject({
    id: text,
    name: text,
    channelLogo: text,
    isInteractive: z.boolean(),
    mediaRoutingDomain: z.nullable(text),
  }),
);

const channelSession = z.looseObject({
  id: text,
  channel: z.looseObject({
    id: text,
    name: text,
    serviceIdentifier: text,
    channelType: z.looseObject({ id: text, name: text, channelLogo: text }),
  }),
  customer: z.looseObject({ _id: text, firstName: text, isAnonymous: z.boolean() }),
  channelData: z.looseObject({
    channelCustomerIdentifier: text,
    serviceIdentifier: text,
    additionalAttributes: z.array(z.unknown()),
  }),
  isActive: z.boolean(),
  conversationId: text,
});

const reasonCode = z.nullable(z.looseObject({ id: text, name: text, type: text }));

export const agentPresence = z.looseObject({
  action: z.enum(['AGENT_STATE_CHANGED', 'AGENT_STATE_UNCHANGED']),
  agentPresence: z.looseObject({
    agent: z.looseObject({ id: text, keycloakUser: z.looseObject({ id: text, username: text }) }),
    state: z.looseObject({ name: z.enum(['NOT_READY', 'READY', 'LOGOUT']), reasonCode }),
    stateChangeTime: epochMs,
    agentMrdStates: z.array(
      z.looseObject({
        mrd: z.looseObject({ id: text, name: text, maxRequests: z.number() }),
        state: text,
        stateChangeTime: epochMs,
        maxAgentTasks: z.number(),
        liveTasks: z.number(),
        pending: z.boolean(),
      }),
    ),
    agentLoginTime: epochMs,
  }),
  agentStateChanged: z.boolean(),
  mrdStateChanges: z.array(text),
  correlationId: text,
  serverTime: epochMs,
});

export const taskRequest = z.looseObject({
  conversationId: text,
  taskId: text,
  channelSession,
  roomInfo: room,
  taskState: z.looseObject({ name: z.enum(['RESERVED', 'STARTED']) }),
  taskDirection: text,
  queue: z.looseObject({ id: text, name: text }),
  ronaTimeout: z.number(),
  expiresAt: epochMs,
  enqueuedAt: epochMs,
  serverTime: epochMs,
  preview: z.nullable(text),
  mrdId: text,
});

export const taskPreview = z.looseObject({ conversationId: text, taskId: text, preview: text });

export const revokeTask = z.looseObject({
  conversationId: text,
  taskId: text,
  reason: z.enum(['RONA', 'REJECTED', 'CUSTOMER_LEFT', 'TAKEN', 'TTL', 'LOGOUT', 'CANCELLED']),
  takenBy: z.optional(text),
  mrd: z.optional(z.looseObject({ id: text, name: text, state: text })),
});

const participant = z.looseObject({
  id: text,
  type: z.enum(['AGENT', 'CUSTOMER', 'BOT']),
  role: text,
  participant: z.looseObject({ id: text }),
});

/** A CIM event as we send it: everything of the envelope is there. */
export const cimEvent = z.looseObject({
  id: text,
  name: text,
  type: text,
  timestamp: epochMs,
  conversationId: text,
  eventEmitter: z.looseObject({ id: text, type: text }),
  channelSession: z.nullable(freeMap),
  roomInfo: room,
  data: freeMap,
  seq: z.optional(z.number().check(z.int(), z.positive())),
});

export const onTopicData = z.looseObject({
  conversationId: text,
  taskId: text,
  roomInfo: room,
  serverTime: epochMs,
  topicData: z.looseObject({
    id: text,
    customer: z.looseObject({ _id: text, firstName: text }),
    channelSession: z.nullable(channelSession),
    state: text,
    participants: z.array(participant),
    agentParticipants: z.array(participant),
    agentSla: z.looseObject({
      totalDuration: z.nullable(z.number()),
      action: z.nullable(text),
      startTime: z.nullable(text),
    }),
    topicEvents: z.array(cimEvent),
    topicParticipant: participant,
    seq: z.number(),
    earlier: z.boolean(),
    actions,
    mrdId: z.nullable(text),
    enteredWrapup: z.nullable(z.looseObject({ id: text, body: messageBody })),
  }),
});

export const onCimEvent = z.looseObject({
  cimEvent: z.union([cimEvent, text]),
  conversationId: text,
  roomInfo: room,
  seq: z.optional(z.number()),
  skipped: z.optional(z.number()),
  actions: z.optional(actions),
});

const wireTask = z.looseObject({
  id: text,
  conversationId: text,
  state: z.looseObject({ name: text }),
  assignedTo: z.nullable(z.looseObject({ id: text, name: text })),
  activeMedia: z.array(
    z.looseObject({ id: text, type: z.looseObject({ direction: text, mode: z.enum(['QUEUE', 'AGENT']) }) }),
  ),
});

export const agentAssistanceRequestPlaced = z.looseObject({
  requestAction: z.enum(['transfer', 'conference', 'consult']),
  mode: z.enum(['queue', 'agent']),
  conversationId: text,
});

export const agentAssignedForAssistance = z.looseObject({
  conversationId: text,
  task: wireTask,
  type: z.enum(['consult', 'direct-transfer', 'direct-conference']),
});

export const consultTransferSuccess = z.looseObject({
  conversationId: text,
  task: wireTask,
  newTask: wireTask,
  agentId: text,
});

export const topicUnsubscriptionEvent = z.looseObject({
  task: z.literal('topicUnsubscription'),
  conversationId: text,
  statusCode: z.literal(200),
  reason: text,
});

export const topicClosed = z.looseObject({
  task: z.literal('topicClosed'),
  conversationId: text,
  statusCode: z.literal(200),
});

export const wrapupTimerStarted = z.looseObject({
  task: z.literal('wrapupTimerStarted'),
  conversationId: text,
  roomInfo: room,
  statusCode: z.literal(200),
  duration: z.number(),
  durationSeconds: z.number(),
  expiresAt: epochMs,
  serverTime: epochMs,
  actions,
  extensionsLeft: z.number(),
});

/** `at` and `userAgent` say when and in which browser the other sign-in was; empty when it is not known. */
export const socketSessionRemoved = z.looseObject({ agentId: text, at: epochMs, userAgent: text });

export const endedWhileAway = z.looseObject({
  since: epochMs,
  conversations: z.array(
    z.looseObject({
      conversationId: text,
      customer: z.looseObject({ _id: text, firstName: text }),
      queue: z.looseObject({ id: text, name: text }),
      reason: text,
      at: epochMs,
      open: z.boolean(),
    }),
  ),
});

export const snapshotComplete = z.looseObject({ conversations: z.number(), offers: z.number() });

export const inactivityWarning = z.looseObject({ expiresAt: epochMs, seconds: z.number() });

export const deskFigures = z.looseObject({
  waiting: z.looseObject({ count: z.number(), since: z.nullable(epochMs) }),
  ready: z.looseObject({ count: z.number(), names: z.array(text) }),
  today: z.looseObject({
    since: z.number(),
    conversations: z.number(),
    averageTalkMs: z.nullable(z.number()),
    readyMs: z.number(),
    readySince: z.nullable(epochMs),
  }),
  serverTime: epochMs,
});

export const errorsEvent = z.looseObject({
  task: text,
  msg: text,
  code: text,
  statusCode: z.number(),
  conversationId: z.optional(text),
  messageId: z.optional(text),
});

export const topicEventsAnswer = z.looseObject({
  status: z.literal('ok'),
  conversationId: text,
  events: z.array(cimEvent),
  seq: z.number(),
  truncated: z.boolean(),
});

export const publishAnswer = z.looseObject({
  status: z.literal('ok'),
  messageId: z.optional(text),
  seq: z.optional(z.number()),
});

export const refreshAnswer = z.looseObject({ status: z.literal('ok'), expiresAt: epochMs });
