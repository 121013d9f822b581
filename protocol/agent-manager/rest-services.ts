/** What the REST services of the family answer, for `/docs` and for whoever reads them. */
import * as z from 'zod/mini';
import { cimEvent } from './server-schemas.ts';

const text = z.string();

/** `GET /unified-admin/agent-desk-settings`: only the first element is read. */
export const deskSettings = z.array(
  z.looseObject({
    isFileSharingEnabled: z.boolean(),
    isEmojisEnabled: z.boolean(),
    isConversationParticipantsEnabled: z.boolean(),
    isMessageFormattingEnabled: z.boolean(),
    isOutboundSmsSendandClose: z.boolean(),
    isOutboundSmsEnabled: z.boolean(),
    isAutoAnswerEnabled: z.boolean(),
    prefixCode: text,
  }),
);

export const localeSetting = z.array(
  z.looseObject({
    supportedLanguages: z.array(z.looseObject({ code: text, name: text, flag: text })),
  }),
);

/** The whole object goes back to the server as `reasonCode`. */
export const reasons = z.array(
  z.looseObject({ id: text, name: text, type: z.enum(['NOT_READY', 'LOGOUT']), code: z.number() }),
);

export const pullLists = z.array(z.looseObject({ id: text, name: text, description: text }));

export const form = z.looseObject({
  id: text,
  formTitle: text,
  formDescription: text,
  attributes: z.array(
    z.looseObject({
      key: text,
      label: text,
      isRequired: z.boolean(),
      attributeType: z.enum(['INPUT', 'OPTIONS']),
      valueType: text,
      categoryOptions: z.nullable(
        z.looseObject({
          isMultipleChoice: z.boolean(),
          categories: z.array(z.looseObject({ categoryName: text, values: z.array(text) })),
        }),
      ),
    }),
  ),
});
export const forms = z.array(form);

/** A customer's document; identifiers stand under the channel type in lower case. */
export const customer = z.looseObject({
  _id: text,
  firstName: text,
  phoneNumber: z.array(text),
  isAnonymous: z.boolean(),
});

const count = (fallback: number, most: number) =>
  z.pipe(
    z._default(z.coerce.number(), fallback),
    z.number().check(z.int(), z.nonnegative(), z.maximum(most)),
  );

/** `paginateQuery` is `field:value`; with `channelType` and `customerChannelIdentifier` one customer is meant. */
export const customersQuery = z.looseObject({
  limit: count(25, 200),
  offset: count(0, 1_000_000),
  paginateQuery: z.optional(text),
  channelType: z.optional(text),
  customerChannelIdentifier: z.optional(text),
});

export const customersPage = z.union([
  z.looseObject({ docs: z.array(customer), totalDocs: z.number() }),
  z.looseObject({ customer: z.nullable(customer) }),
]);

export const customerFields = z.array(
  z.looseObject({ _id: text, key: text, label: text, type: text, sortOrder: z.number() }),
);

/** `offset` counts pages of `limit`. */
export const activitiesQuery = z.looseObject({
  limit: z.pipe(z._default(z.coerce.number(), 50), z.number().check(z.int(), z.positive(), z.maximum(200))),
  offset: z.pipe(z._default(z.coerce.number(), 0), z.number().check(z.int(), z.nonnegative())),
});

/** `before`: `startedAt` of the last one that is known already. */
export const pastQuery = z.looseObject({
  limit: z.pipe(z._default(z.coerce.number(), 20), z.number().check(z.int(), z.positive(), z.maximum(100))),
  before: z.optional(z.pipe(z.coerce.number(), z.number().check(z.int(), z.positive()))),
});

/** One of a customer's conversations, present or past, without what was said. Times are epoch ms. */
const pastConversation = z.looseObject({
  conversationId: text,
  direction: z.enum(['INBOUND', 'OUTBOUND']),
  startedAt: z.number(),
  /** null: it is still going on. */
  endedAt: z.nullable(z.number()),
  /** By which it began. */
  channel: z.nullable(z.object({ id: text, name: text, type: text })),
  /** Of the latest request. */
  queue: z.nullable(z.object({ id: text, name: text })),
  /** Everybody who served it, in the order of joining. */
  agents: z.array(z.object({ id: text, username: text, firstName: text, lastName: text })),
  wrapUps: z.array(z.object({ categoryName: text, value: text })),
  note: text,
});
export type PastConversation = z.output<typeof pastConversation>;

/** `GET /conversation-manager/customer-topics/customer/:id`: newest first. */
export const pastConversationsPage = z.looseObject({
  docs: z.array(pastConversation),
  /** Even older ones exist. */
  more: z.boolean(),
});

const listed = z.looseObject({
  ...cimEvent.shape,
  timestamp: z.number(),
});
export const activities = z.looseObject({ docs: z.array(listed) });
export const eventsPage = z.looseObject({
  conversationId: text,
  events: z.array(listed),
  earlier: z.boolean(),
});

const named = z.looseObject({ id: text, name: text });

export const mediaRoutingDomains = z.array(
  z.looseObject({ id: text, name: text, description: text, maxRequests: z.number() }),
);

export const precisionQueues = z.array(z.looseObject({ id: text, name: text, mrd: named }));

/** Agents who could take a request of each queue now. */
export const availableAgents = z.array(
  z.looseObject({
    queueId: text,
    queueName: text,
    totalAvailableAgents: z.number(),
    availableAgents: z.array(z.looseObject({ id: text, name: text, state: text, extensions: z.array(text) })),
  }),
);

export const tasks = z.array(
  z.looseObject({
    id: text,
    conversationId: text,
    activeMedia: z.array(z.looseObject({ id: text, queue: named, type: z.looseObject({ direction: text }) })),
  }),
);

/** What a supervisor sees of a conversation. */
const chatOnTheFloor = {
  conversationId: text,
  customerName: text,
  channelIdentity: text,
  channelType: text,
  customerLabels: z.array(text),
  activeChannelSessions: z.array(z.looseObject({ id: text })),
};

const ofQueue = <T extends z.ZodMiniType>(chat: T) =>
  z.array(z.looseObject({ queueId: text, queueName: text, chats: z.array(chat) }));

/** `activeSince`: seconds. */
export const activeChats = ofQueue(
  z.looseObject({
    ...chatOnTheFloor,
    conversationState: text,
    direction: text,
    activeSince: z.number(),
    agentDetails: z.array(z.looseObject({ agentName: text, agentUsername: text })),
    conversationParticipantDetails: z.array(
      z.looseObject({ conversationParticipant: z.looseObject({ id: text, role: text }) }),
    ),
  }),
);

/** `waitingSince`: seconds. */
export const queuedChats = ofQueue(z.looseObject({ ...chatOnTheFloor, waitingSince: z.number() }));

export const agentActivity = z.looseObject({
  agents: z.array(
    z.looseObject({ id: text, name: text, state: text, activeChatsCount: z.number(), mrds: z.array(named) }),
  ),
});

/** `activeSince`: seconds. */
export const botChats = z.array(
  z.looseObject({
    botName: text,
    chats: z.array(z.looseObject({ ...chatOnTheFloor, activeSince: z.number() })),
  }),
);
