/**
 * The CIM event: what travels in `onCimEvent`, in `topicData.topicEvents` and in a customer's past activities.
 */
import * as z from 'zod/mini';
import type { MessageBody } from './body.ts';
import type { CimMessage, MessageHeader } from './message.ts';
import type {
  AgentParticipant,
  ChannelSession,
  ConversationParticipant,
  Customer,
  Sender,
} from './parties.ts';
import { freeMap, id, maybe, roomInfo, timestamp, wordOf, type RoomInfo } from './primitives.ts';
import type { TaskType, WireTask } from './task.ts';
import { CIM_EVENT_NAMES, CIM_EVENT_TYPES, type CimEventType } from './vocabulary.ts';

/** How long a conversation rests: seconds, and the start as ISO 8601; both null when it does not. */
export type HoldTimerDetails = { totalDuration: number | null; startTime: string | null };

/**
 * A conversation rests, or goes on. The documents have the time in `data` itself; desks of the family look for it one step
 * below, with a start in UTC that does not say so (`2026-11-29 14:26:00`).
 */
export type HoldTimerChange = HoldTimerDetails & { holdTimerDetails: HoldTimerDetails };

/**
 * How long a customer may wait for an answer (AGENT_SLA_…) or may be silent (CUSTOMER_SLA): seconds, and the start as ISO
 * 8601; all null when that is not counted. `action` of AGENT_SLA_STARTED: START_TIMER, CHANGE_COLOR at half and at three
 * quarters of the time, SHOW_POPUP at nine tenths (desks ask whether the agent stays: RESET_AGENT_SLA); of
 * AGENT_SLA_STOPPED: STOP_TIMER; of AGENT_SLA_EXPIRED: REMOVE_ALL_AGENTS; of CUSTOMER_SLA: REMIND_CUSTOMER.
 */
export type SlaDetails = { totalDuration: number | null; action: string | null; startTime: string | null };

/** Who asks a supervisor for help. Addition: `agentId`, whose hand went up or down. */
type AgentHandRaise = { handRaised: boolean; agentNames: string[]; agentId?: string };

/**
 * What a bot suggests to agents, the best first as the bot has it. `requestedMessage` is the message to which it would
 * answer, as far as the bot names it; `botMessage` is an addition: all that the bot has sent.
 */
export type SuggestionMessage = {
  id: string;
  header: MessageHeader;
  suggestions: { messageBody: MessageBody; confidenceLevel: number }[];
  requestedMessage: { id: string; header: Record<string, unknown>; body: MessageBody } | null;
  botMessage: Record<string, unknown>;
};

/** A call that is over. Times are epoch ms, durations ms. */
export type CallRecord = {
  startTime: number;
  endTime: number;
  duration: number;
  holdTime: number;
  recordingUrl: string | null;
  wrapUps: unknown[];
  callLegs: {
    sender: Sender;
    callId: string;
    leg: string;
    startDirection: string;
    endDirection: string;
    startTime: number;
    endTime: number;
    duration: number;
    holdTime: number;
    additionalDetail: Record<string, unknown>;
  }[];
};

/** What each event of ours carries in `data`; a wrap-up is an AGENT_MESSAGE with a body of type WRAPUP. Names that are missing here are read as a free value. */
export type CimEventData = {
  CUSTOMER_MESSAGE: CimMessage;
  AGENT_MESSAGE: CimMessage;
  BOT_MESSAGE: CimMessage;
  WHISPER_MESSAGE: CimMessage;
  BOT_SUGGESTION: SuggestionMessage;
  MESSAGE_DELIVERY_NOTIFICATION: CimMessage;
  TYPING_INDICATOR: CimMessage;
  CHANNEL_SESSION_STARTED: ChannelSession;
  CHANNEL_SESSION_ENDED: ChannelSession;
  CHANNEL_SESSION_EXPIRED: ChannelSession;
  CHANNEL_SESSION_DATA_UPDATED: ChannelSession;
  TASK_ENQUEUED: { task: WireTask; queue: { id: string; name: string } };
  TASK_STATE_CHANGED: { task: WireTask; taskStateChanged: boolean; mediaStateChanges: string[] };
  AGENT_RESERVED: { task: WireTask; ccUser: { id: string; participantType: 'CCUser' } };
  AGENT_SUBSCRIBED: { agentParticipant: AgentParticipant; reason: string | null };
  AGENT_UNSUBSCRIBED: { agentParticipant: AgentParticipant; reason: string | null };
  PARTICIPANT_ROLE_CHANGED: {
    conversationParticipant: ConversationParticipant;
    metadata: Record<string, unknown>;
  };
  NO_AGENT_AVAILABLE: { requestType: TaskType };
  TOPIC_STATE_CHANGE_EVENT: { state: string };
  HAND_RAISED: AgentHandRaise;
  HAND_DOWN: AgentHandRaise;
  CONVERSATION_PAUSED: HoldTimerChange;
  CONVERSATION_RESUMED: HoldTimerChange;
  AGENT_SLA_STARTED: SlaDetails;
  AGENT_SLA_STOPPED: SlaDetails;
  AGENT_SLA_EXPIRED: SlaDetails;
  CUSTOMER_SLA: SlaDetails;
  ASSOCIATED_CUSTOMER_CHANGED: Customer;
  CALL_LEG_STARTED: CimMessage;
  CALL_LEG_ENDED: CimMessage;
  CALL_HOLD: CimMessage;
  CALL_RESUME: CimMessage;
  VOICE_ACTIVITY: CimMessage & CallRecord;
  AGENT_MRD_INTERRUPTED: { mrdId: string; agentId: string; conversations: string[] };
};

/** Names whose `data` we know and send. */
export type KnownEventName = keyof CimEventData;

type Envelope<N extends string, D> = {
  /** The same event always has the same id. */
  id: string;
  name: N;
  type: CimEventType;
  /** Epoch ms. */
  timestamp: number;
  conversationId: string;
  eventEmitter: Sender;
  channelSession: ChannelSession | null;
  data: D;
  roomInfo: RoomInfo;
  /**
   * Our addition: the event's place in the stream of its conversation, dense over what is kept. Missing on
   * what is never kept (typing).
   */
  seq?: number;
};

/** An event that we send, by name. */
export type CimEventOf<N extends KnownEventName> = Envelope<N, CimEventData[N]>;

/** Any event that we send. `name` tells what `data` is. */
export type CimEvent = { [N in KnownEventName]: CimEventOf<N> }[KnownEventName];

/** Any CIM event as it may arrive, of any age and from any sender. */
export const incomingCimEvent = z.looseObject({
  id: maybe(id),
  name: wordOf(CIM_EVENT_NAMES).check(z.minLength(1), z.maxLength(80)),
  type: maybe(wordOf(CIM_EVENT_TYPES)),
  timestamp: maybe(z.union([z.literal(''), timestamp])),
  conversationId: maybe(z.string()),
  eventEmitter: maybe(freeMap),
  channelSession: maybe(z.looseObject({ id: maybe(z.string()) })),
  data: z.optional(z.unknown()),
  roomInfo: maybe(roomInfo),
});
export type IncomingCimEvent = z.output<typeof incomingCimEvent>;
