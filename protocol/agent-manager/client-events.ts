/**
 * What a desk may ask: payloads of the events from client to server.
 *
 * Schemas read every spelling and age that is met in the field and give one shape. Who acts is who is signed
 * in: a payload's `agentId` must be that agent (or is missing).
 */
import * as z from 'zod/mini';
import { incomingCimEvent } from '../cim/event.ts';
import { id, maybe, numeric, roomInfo, wordOf } from '../cim/primitives.ts';
import { wordIn } from '../shared/words.ts';

const agentId = maybe(id);
const actionOf = wordIn(['agentState', 'agentMRDState']);
const modeOf = wordIn(['queue', 'agent']);
const stateName = wordOf(['READY', 'NOT_READY', 'LOGOUT', 'BUSY']);

/** A reason as the desk got it from `/reasons`: the whole object, or only its id or name. */
const reasonCode = z.looseObject({ id: maybe(z.string()), name: maybe(z.string()), type: maybe(z.string()) });

const agentStateChange = z.discriminatedUnion('action', [
  z.looseObject({
    action: z.literal('agentState'),
    agentId,
    state: z.union([
      z.looseObject({ name: stateName, reasonCode: maybe(reasonCode) }),
      z.pipe(
        stateName,
        z.transform((name) => ({ name, reasonCode: null })),
      ),
    ]),
  }),
  /** `reasonCode`: of the phone's `notReadyReasons`, where the MRD's state is the phone's. */
  z.looseObject({
    action: z.literal('agentMRDState'),
    agentId,
    state: stateName,
    mrdId: id,
    reasonCode: maybe(reasonCode),
  }),
]);

/**
 * READY, NOT_READY or LOGOUT of the agent (`action: "agentState"`), READY, NOT_READY or BUSY of one MRD
 * (`action: "agentMRDState"`). Always answered with `agentPresence`, changed or not. A supervisor may name an
 * agent of a supervised team.
 */
export const changeAgentState = z.pipe(
  z.pipe(
    // The loose form takes the action in any spelling; the other one documents what belongs to which.
    z.union([agentStateChange, z.looseObject({ action: z.string() })]),
    z.transform((request) => ({ ...request, action: actionOf(request.action) ?? request.action })),
  ),
  agentStateChange,
);

/** The participant that a desk describes: itself. Only its id is taken over; the role is the server's. */
const topicParticipant = maybe(
  z.looseObject({
    id: maybe(id),
    role: maybe(z.string()),
    participant: maybe(z.looseObject({ id: maybe(z.string()) })),
  }),
);

/**
 * Accepts an offer (`taskId` as in `taskRequest`), or asks again for a conversation that the agent is in.
 * Answered with `onTopicData`.
 */
export const topicSubscription = z.looseObject({
  conversationId: id,
  taskId: maybe(id),
  agentId,
  roomInfo: maybe(roomInfo),
  topicParticipant,
});

/** Leaves. Answered with `wrapupTimerStarted` when there is a wrap-up, else with `topicUnsubscription`. */
export const topicUnsubscription = z.looseObject({ conversationId: id, agentId, roomInfo: maybe(roomInfo) });

/**
 * A message or an activity: `cimEvent.name` AGENT_MESSAGE, WHISPER_MESSAGE, MESSAGE_DELIVERY_NOTIFICATION, TYPING_INDICATOR,
 * HAND_RAISED, HAND_DOWN or RESET_AGENT_SLA (the agent stays with a customer who awaits an answer). The id of a message is
 * `cimEvent.data.id`: sent again, it is stored once and answered again.
 *
 * With `header.intent` UPDATE the message in `header.originalMessageId`, an own one, gets this body instead; with a body of
 * type DELETEDNOTIFICATION the own message in its `messageId` is taken back. What a customer was sent can be changed while
 * the customer is on a web page; what a provider has delivered cannot (STATE_NOT_ALLOWED).
 */
export const publishCimEvent = z.looseObject({
  conversationId: id,
  agentId,
  roomInfo: maybe(roomInfo),
  cimEvent: incomingCimEvent,
});

/** What both events of the wrap-up carry. */
const wrapup = {
  conversationId: id,
  agentId,
  roomInfo: maybe(roomInfo),
  cimEvent: maybe(incomingCimEvent),
};

/** Ends the wrap-up, with the codes chosen (a CIM event with a WRAPUP body) or without (`null`). */
export const closeWrapup = z.looseObject(wrapup);

/**
 * Keeps what is entered for the wrap-up so far, so that nothing is lost when its time runs out, with or without
 * the browser. A desk sends it while the agent works on the form (after a change, at most about once a second),
 * during the conversation as well as in the wrap-up; the later one replaces the earlier.
 *
 * `cimEvent` is what `closeWrapup` would carry: an AGENT_MESSAGE whose `data` is a message with a WRAPUP body
 * (`wrapups`, `note`). Its `data.id` is the id of the wrap-up: the same one in every `enterWrapup` of this form and
 * in the final `closeWrapup`, so that it is stored once. `null`, or a body without codes and note, takes it back.
 *
 * When the wrap-up ends otherwise than by `closeWrapup`, the server submits what was entered: it arrives as
 * `onCimEvent`, and `topicUnsubscription` has the reason of an applied wrap-up. `closeWrapup` without an event
 * throws it away. `onTopicData` returns it as `topicData.enteredWrapup`.
 */
export const enterWrapup = z.looseObject(wrapup);

/** Desks leave out what the mode does not need; some send every field. */
const requestMode = z.pipe(
  z.string(),
  z.transform((mode) => modeOf(mode) ?? mode),
);

const conversationOfRequest = {
  conversationId: maybe(id),
  agentId,
  /** The session that the help is wanted for; it tells the conversation where `conversationId` is missing. */
  channelSession: maybe(
    z.looseObject({ id: maybe(z.string()), conversationId: maybe(id), topicId: maybe(id) }),
  ),
  /** The requester as a desk describes it. Who asks is who is signed in. */
  agentParticipant: maybe(z.looseObject({ conversationId: maybe(id), topicId: maybe(id) })),
};

/**
 * Asks for another agent: of a queue (`mode` "queue", `queueName`: a name or an id), or one by name (`mode` "agent",
 * `requestedAgentId`). `note` is shown to whoever is asked and stays in the conversation as a whisper. One request at
 * a time (ASSISTANCE_PENDING). A named agent without a free place is refused (AGENT_NOT_AVAILABLE), and nothing changes.
 *
 * `consultTransferRequest` and `consultConferenceRequest` carry the same and ask nobody: the agent who helps (ASSISTANT)
 * talks to the customer from now on. `requestedAgentId` may be missing there when only one helps.
 */
export const assistanceRequest = z.looseObject({
  ...conversationOfRequest,
  mode: maybe(requestMode),
  queueName: maybe(z.string().check(z.maxLength(200))),
  requestedAgentId: maybe(id),
  offerToAgent: maybe(z.boolean()),
  note: maybe(z.string()),
});

/** Takes the request for another agent back that nobody has accepted yet. */
export const cancelAssistanceRequest = z.looseObject(conversationOfRequest);

/** Sends another agent out of the conversation: `participantId` is the agent's id or that of the participant. */
export const removeParticipant = z.looseObject({ ...conversationOfRequest, participantId: id });

const supervision = {
  ...conversationOfRequest,
  roomInfo: maybe(roomInfo),
  topicParticipant: maybe(
    z.looseObject({ id: maybe(id), conversationId: maybe(id), topicId: maybe(id), role: maybe(z.string()) }),
  ),
};

/**
 * A supervisor listens to a conversation of an agent of their teams: nobody else learns of it, and it costs no place.
 * Answered with `onTopicData`. One who whispers or talks to the customer steps back to listening.
 */
export const joinAsSilentMonitor = z.looseObject(supervision);

/**
 * A supervisor who listens talks to the agents (`joinAsWhisper`) or to the customer as well (`JoinAsBargin`). Heard of
 * as PARTICIPANT_ROLE_CHANGED. Who acts is who is signed in, whatever `participantId` says.
 */
export const changeSupervision = z.looseObject({ ...supervision, participantId: maybe(z.string()) });

const inConversation = {
  ...conversationOfRequest,
  roomInfo: maybe(roomInfo),
  participantId: maybe(z.string()),
};

/**
 * An agent who works in a conversation raises a hand: the supervisors of the agent's team are told (HAND_RAISED), the
 * customer is not. It goes down when a supervisor comes to help, when the agent leaves, or by `lowerHand` (HAND_DOWN).
 * `publishCimEvent` with either name does the same.
 */
export const raiseHand = z.looseObject(inConversation);
export const lowerHand = z.looseObject(inConversation);

/**
 * Lets a conversation rest for `duration` seconds, one of those in the settings (`pauseSeconds`); asked again, the time
 * counts anew. The customer is told. Heard of as CONVERSATION_PAUSED.
 */
export const pauseConversation = z.looseObject({
  ...inConversation,
  duration: numeric,
  state: maybe(z.string()),
});

/** The conversation goes on, as it does by itself at the end of its time and by the next message of an agent. */
export const resumeConversation = z.looseObject({ ...inConversation, state: maybe(z.string()) });

/** Asks for more time to wrap up. Answered with a new `wrapupTimerStarted`. */
export const extendWrapup = z.looseObject({
  conversationId: id,
  agentId,
  roomInfo: maybe(roomInfo),
  duration: maybe(numeric),
});

/** Refuses an offer. Answered with `revokeTask` of reason REJECTED. */
export const rejectTask = z.looseObject({
  conversationId: id,
  taskId: maybe(id),
  agentId,
  reason: maybe(z.string()),
});

/**
 * The agent is there (keys, mouse, touch): the time of `inactivityLogoutSeconds` begins anew. Everything else that a desk
 * sends says so, too, but receipts. Once in a tenth of that time is enough.
 */
export const agentActive = z.looseObject({ agentId });

/** A new access token for this socket, before or within a minute after the old one runs out. */
export const refreshToken = z.looseObject({
  token: z.string().check(z.minLength(1), z.maxLength(16_384)),
});

/** Asks for what happened in a conversation after a sequence, to close a gap. */
export const topicEventsRequest = z.looseObject({
  conversationId: id,
  afterSeq: z.number().check(z.int(), z.nonnegative()),
});

/**
 * From now on this socket is told `deskFigures`; `since` is the start of the agent's day by the desk's time zone,
 * epoch ms, at most 48 hours ago. `null`: no more. A socket that does not ask is told nothing.
 */
export const watchFigures = z.looseObject({
  since: z.nullable(z.number().check(z.int(), z.nonnegative())),
});

export type ChangeAgentState = z.output<typeof changeAgentState>;
export type AssistanceRequest = z.output<typeof assistanceRequest>;
export type PublishCimEvent = z.output<typeof publishCimEvent>;
