/**
 * Pull lists: conversations that agents take by themselves. A request is a conversation on a list; its id is that of
 * the conversation.
 */
import * as z from 'zod/mini';
import type { ChannelSession } from '../cim/parties.ts';
import { id, maybe } from '../cim/primitives.ts';

const agentId = maybe(id);
const place = { conversationId: maybe(z.string()), topicId: maybe(z.string()) };
const topicParticipant = maybe(z.looseObject({ id: maybe(z.string()), ...place }));

/** The first id that is there, else none: desks of every age name a list or a request in another member. */
const firstOf = (...ids: (string | null | undefined)[]) =>
  ids.find((one) => one !== null && one !== undefined && one !== '') ?? '';

/**
 * Begins or ends to look at a list. Both are answered with `onPullModeSubscribedList`; what stands on the list comes
 * with `addPullModeSubscribedListRequests`, or goes with `removePullModeSubscribedListRequests`.
 */
export const pullListSubscription = z.pipe(
  z.pipe(
    z.looseObject({
      agentId,
      listId: maybe(z.string()),
      list: maybe(z.looseObject({ id: maybe(z.string()) })),
      topicParticipant,
    }),
    z.transform((request) => ({
      agentId: request.agentId ?? null,
      listId: firstOf(
        request.listId,
        request.list?.id,
        request.topicParticipant?.conversationId,
        request.topicParticipant?.topicId,
      ),
    })),
  ),
  z.object({ agentId: z.nullable(id), listId: id }),
);

/** Joins the conversation of a request. Any number of agents may, in any state. Answered with `onTopicData`. */
export const joinPullRequest = z.pipe(
  z.pipe(
    z.looseObject({
      agentId,
      requestId: maybe(z.string()),
      channelSession: maybe(z.looseObject(place)),
      topicParticipant,
    }),
    z.transform((request) => ({
      agentId: request.agentId ?? null,
      requestId: firstOf(
        request.requestId,
        request.channelSession?.conversationId,
        request.channelSession?.topicId,
        request.topicParticipant?.conversationId,
      ),
      participantId: request.topicParticipant?.id ?? null,
    })),
  ),
  z.object({ agentId: z.nullable(id), requestId: id, participantId: z.nullable(id) }),
);

/** Ends the conversation of a request for everybody in it: the bare id of the request, or an object with it. */
export const endPullRequest = z.pipe(
  z.pipe(
    z.union([z.string(), z.looseObject({ id: maybe(z.string()), requestId: maybe(z.string()) })]),
    z.transform((request) => ({
      requestId: typeof request === 'string' ? request : firstOf(request.id, request.requestId),
    })),
  ),
  z.object({ requestId: id }),
);

export type WirePullList = { id: string; name: string; description: string };

/**
 * CREATED: nobody has joined yet. INACTIVE: all have left. CLOSED: the customer has gone, or it was ended. CLOSING follows
 * CLOSED for desks that handed over their agent as JSON text: by that word they take a request off the list.
 */
export const PULL_STATUSES = ['CREATED', 'ACTIVE', 'INACTIVE', 'CLOSED', 'CLOSING'] as const;
export type PullStatus = (typeof PULL_STATUSES)[number];

type PullRequestFacts = {
  id: string;
  channelSession: ChannelSession;
  status: PullStatus;
  listId: string;
};

/** A request as lists of them have it; `time` (ISO-8601): since when the customer is there. */
export type PullRequest = PullRequestFacts & { time: string };

/** Something happened to a request. */
export type PullModeEvent = {
  /** The request as JSON text, with `time` as epoch ms. */
  pullModeEvent: string;
  /** RECEIVED: it is new, or its customer has written before anybody joined. */
  type: 'PULL_MODE_LIST_REQUEST_RECEIVED' | 'PULL_MODE_LIST_REQUEST_STATE_CHANGED';
  /** The id of the list. */
  conversationId: string;
};

/** The request inside a `PullModeEvent`. */
export type PullRequestInEvent = PullRequestFacts & { time: number };

/** As schemas, for `/docs` and for clients. */
export const pullListsPayload = z.array(
  z.looseObject({ id: z.string(), name: z.string(), description: z.string() }),
);
const pullRequest = {
  id: z.string(),
  channelSession: z.looseObject({ id: z.string(), conversationId: z.string() }),
  status: z.enum(PULL_STATUSES),
  listId: z.string(),
};
export const pullRequestsPayload = z.array(z.looseObject({ ...pullRequest, time: z.string() }));
export const pullRequestInEvent = z.looseObject({ ...pullRequest, time: z.number() });
export const removedPullList = z.string();
export const pullModeEvent = z.looseObject({
  pullModeEvent: z.string(),
  type: z.enum(['PULL_MODE_LIST_REQUEST_RECEIVED', 'PULL_MODE_LIST_REQUEST_STATE_CHANGED']),
  conversationId: z.string(),
});
