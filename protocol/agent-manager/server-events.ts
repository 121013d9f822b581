/**
 * What a desk is told: payloads of the events from server to client.
 *
 * The types are exact: this is what we send. Fields marked "addition" are ours; desks of the family ignore them.
 */
import type { MessageBody } from '../cim/body.ts';
import type { CimEvent, HoldTimerDetails, SlaDetails } from '../cim/event.ts';
import type {
  AgentParticipant,
  CcUser,
  ChannelSession,
  ChannelType,
  ConversationParticipant,
  Customer,
  KeycloakUser,
} from '../cim/parties.ts';
import type { RoomInfo } from '../cim/primitives.ts';
import type { WireTask } from '../cim/task.ts';
import type { ErrorCode } from '../shared/errors.ts';
import type { ConversationAction } from './actions.ts';

type AgentStateName = 'NOT_READY' | 'READY' | 'LOGOUT';
export type MrdStateName =
  'NOT_READY' | 'READY' | 'ACTIVE' | 'BUSY' | 'PENDING_NOT_READY' | 'INTERRUPTED' | 'LOGOUT';

/** A reason, configured or the system's own (RONA, NETWORK, REPLACED, INACTIVITY, FORCED_LOGOUT_BY_SUPERVISOR). */
type ReasonCode = { id: string; name: string; type: 'NOT_READY' | 'LOGOUT' };

export type WireMrd = {
  id: string;
  type: string;
  name: string;
  description: string;
  maxRequests: number;
  interruptible: boolean;
  /** Addition: false where another system routes. */
  managedByRe: boolean;
};

export type AgentMrdState = {
  mrd: WireMrd;
  state: MrdStateName;
  previousState: MrdStateName | null;
  /** Epoch ms. */
  stateChangeTime: number;
  /** Epoch ms. */
  lastReadyStateChangeTime: number;
  maxAgentTasks: number;
  /** Addition: tasks offered, owned or wrapping up. */
  liveTasks: number;
  /** Addition: NOT_READY has been chosen and follows when the last task closes. */
  pending: boolean;
  /** Addition: why the system switched it off (RONA), else null. */
  reason: string | null;
};

export type PresenceUser = CcUser<KeycloakUser> & {
  associatedMrds: { mrdId: string; maxAgentTasks: number }[];
};

export type AgentPresence = {
  agent: PresenceUser;
  state: { name: AgentStateName; reasonCode: ReasonCode | null };
  /** Epoch ms: since when `state` holds. */
  stateChangeTime: number;
  agentMrdStates: AgentMrdState[];
  /** Epoch ms. */
  agentLoginTime: number;
};

/** The receiving agent's own state; after connect, after every state command, after every change. */
export type AgentPresenceEvent = {
  action: 'AGENT_STATE_CHANGED' | 'AGENT_STATE_UNCHANGED';
  agentPresence: AgentPresence;
  /** True: the agent's own state changed; false: MRDs only. */
  agentStateChanged: boolean;
  /** Ids of the MRDs that changed. */
  mrdStateChanges: string[];
  correlationId: string;
  /** Addition: the server's clock, epoch ms, to run timers by. */
  serverTime: number;
};

/** An offer. `taskState` RESERVED rings. */
export type TaskRequest = {
  conversationId: string;
  /** `taskId:mediaId`; hand it back as it is. */
  taskId: string;
  channelSession: ChannelSession;
  roomInfo: RoomInfo;
  taskState: { name: 'RESERVED' | 'STARTED'; reasonCode: null };
  taskDirection: string;
  queue: { id: string; name: string };
  note: string | null;
  requestedBy: string | null;
  correlationId: string;
  /** Addition: seconds left to answer. */
  ronaTimeout: number;
  /** Addition: epoch ms when it stops ringing. */
  expiresAt: number;
  /** Addition: epoch ms since when the customer waits. */
  enqueuedAt: number;
  /** Addition: the server's clock, epoch ms. */
  serverTime: number;
  /** Addition: the first words of the customer, null when nothing was written yet. */
  preview: string | null;
  /** Addition: the MRD that the offer takes a slot of; desks choose its sound by it. */
  mrdId: string;
};

/**
 * Addition: the customer has written the first words while the offer rings. An event of its own, so that a desk
 * that does not know it rings once: a second `taskRequest` would open a second popup there.
 */
export type TaskPreview = { conversationId: string; taskId: string; preview: string };

/** Why ringing stops other than by this agent's acceptance (D12). */
export type RevokeReason = 'RONA' | 'REJECTED' | 'CUSTOMER_LEFT' | 'TAKEN' | 'TTL' | 'LOGOUT' | 'CANCELLED';

/** All but `conversationId` are additions. */
export type RevokeTask = {
  conversationId: string;
  taskId: string;
  reason: RevokeReason;
  /** The name of the agent who took it, when that is known. */
  takenBy?: string;
  /** The MRD of the offer and its state from now on (after a RONA it may be off); missing when signed out. */
  mrd?: { id: string; name: string; state: MrdStateName };
};

/** Everything about a conversation that the agent takes part in. Replaces what the desk had of it. */
export type TopicData = {
  id: string;
  customer: Customer;
  /** The session to answer by. Null when the customer has left. */
  channelSession: ChannelSession | null;
  conversationData: Record<string, string>;
  state: string;
  participants: ConversationParticipant[];
  agentParticipants: AgentParticipant[];
  /** While the customer awaits an answer that has a time. */
  agentSla: SlaDetails;
  durationInSeconds: number;
  customerSuggestions: unknown[];
  /** The newest 500 events at most, oldest first, each with its `seq`. */
  topicEvents: CimEvent[];
  /** While the conversation rests; `totalDuration` in seconds, `startTime` as ISO 8601. */
  holdTimerDetails: HoldTimerDetails;
  /** Addition: `agentIds`, in the order of the names. */
  /** Who listens, as far as the agent may know. */
  monitors: { id: string; name: string }[];
  agentHandRaise: { handRaised: boolean; agentNames: string[]; agentIds: string[] };
  externalGadgets: unknown[];
  wrapUps: unknown[];
  /** The receiving agent's own part. */
  topicParticipant: AgentParticipant;
  /** Addition: the sequence of the conversation's stream that this includes. */
  seq: number;
  /** Addition: older events exist; `GET /conversation-manager/conversations/:id/events?before=` has them. */
  earlier: boolean;
  /** Addition: what the agent may do here now. */
  actions: ConversationAction[];
  /** Addition: the queue by which the customer came to this agent. */
  queue: { id: string; name: string } | null;
  /** Addition: the MRD that the agent's task takes a slot of; null without a task. */
  mrdId: string | null;
  /** Addition: what the agent has entered for the wrap-up and not submitted (`enterWrapup`); null: nothing. */
  enteredWrapup: { id: string; body: MessageBody } | null;
};

export type OnTopicData = {
  conversationId: string;
  /** `taskId:mediaId`; empty when the agent has no task here. */
  taskId: string;
  roomInfo: RoomInfo;
  topicData: TopicData;
  correlationId: string;
  /** Addition: the server's clock, epoch ms. */
  serverTime: number;
};

/**
 * Something happened in a conversation. `cimEvent` is an object, or its JSON text for a desk that handed over
 * its agent as JSON text.
 */
export type OnCimEvent<E = CimEvent | string> = {
  cimEvent: E;
  conversationId: string;
  roomInfo: RoomInfo;
  /** Addition: as `cimEvent.seq`; missing on typing. */
  seq?: number;
  /**
   * Addition: how many sequence numbers before this one hold nothing for this desk. There is a gap when
   * `seq - (skipped ?? 0)` is more than one above the last that was seen; `topicEvents` closes it.
   */
  skipped?: number;
  /** Addition: what the agent may do here from now on; missing when it did not change. */
  actions?: ConversationAction[];
};

/** The request for another agent looks for one. `conversationId` is an addition. */
export type AgentAssistanceRequestPlaced = {
  requestAction: 'transfer' | 'conference' | 'consult';
  mode: 'queue' | 'agent';
  conversationId: string;
};

/** Somebody has taken it; told to the agent who asked, also after a hand-over. */
export type AgentAssignedForAssistance = {
  conversationId: string;
  task: WireTask;
  type: 'consult' | 'direct-transfer' | 'direct-conference';
};

/**
 * Who helped talks to the customer now; told to that agent and to the one who was helped. `newTask` is the same as
 * `task`: desks of the family read the one or the other.
 */
export type ConsultTransferSuccess = {
  conversationId: string;
  task: WireTask;
  newTask: WireTask;
  agentId: string;
};

/** The reasons of `topicUnsubscription` that desks of the family know; any other is shown as it is. */
export const UNSUBSCRIBE_REASONS = {
  left: 'UNSUBSCRIBED',
  transferred: 'CHAT TRANSFERRED',
  wrapupApplied: 'Wrap Up applied',
  wrapupSkipped: 'choosing leave without Wrap Up',
  wrapupExpired: 'wrap Up Timer Expired',
  removed: 'REMOVED_BY_AGENT',
  primaryLeft: 'PRIMARY_AGENT_LEFT',
} as const;

/** The agent is out of the conversation. */
export type TopicUnsubscriptionEvent = {
  task: 'topicUnsubscription';
  conversationId: string;
  statusCode: 200;
  reason: string;
};

/** The conversation has ended for all. */
export type TopicClosed = { task: 'topicClosed'; conversationId: string; statusCode: 200 };

/** The wrap-up runs: seconds left twice (D17), and when it ends. */
export type WrapupTimerStarted = {
  task: 'wrapupTimerStarted';
  conversationId: string;
  roomInfo: RoomInfo;
  statusCode: 200;
  duration: number;
  durationSeconds: number;
  /** Epoch ms. */
  expiresAt: number;
  /** Addition: the server's clock, epoch ms. */
  serverTime: number;
  /** Addition: what the agent may do here from now on. */
  actions: ConversationAction[];
  /** Addition: how often the agent may still ask for more time. */
  extensionsLeft: number;
};

/** The same agent signed in elsewhere; this session is over. Do not reconnect by yourself. */
export type SocketSessionRemoved = { agentId: string };

/**
 * Addition: what became of the agent's conversations while no desk was connected, told to the desk that comes back.
 * Sent before `snapshotComplete`, and only when there is something to tell; newest first, at most 50.
 */
export type EndedWhileAway = {
  /** When the connection was lost, epoch ms. */
  since: number;
  conversations: {
    conversationId: string;
    customer: Customer;
    queue: { id: string; name: string };
    /**
     * Why the agent's part ended: AGENT_LOGOUT (given back to the queue when the grace was over), WRAP_UP_APPLIED,
     * WRAP_UP_EXPIRED, DONE and so on.
     */
    reason: string;
    /** When it ended, epoch ms. */
    at: number;
    /** Whether the conversation goes on: the customer waits, or somebody else serves them. */
    open: boolean;
  }[];
};

/**
 * Addition: everything that was there when the socket connected has been sent, so that what a desk remembers beyond
 * it is over. Sent once per connection, after the last `onTopicData` and `taskRequest` and before anything live.
 */
export type SnapshotComplete = {
  /** How many conversations were sent. */
  conversations: number;
  /** How many offers were sent. */
  offers: number;
};

/**
 * Addition: the agent has done nothing at the desk for long and is signed out then, unless `agentActive` (or anything else
 * that a desk sends, but receipts) comes before. Epoch ms, and the seconds that are left.
 */
export type InactivityWarning = { expiresAt: number; seconds: number };

/**
 * Addition: what an agent without work in hand wants to know. Sent to sockets that have asked by `watchFigures`, at
 * once and then when a figure has changed, at most every two seconds.
 */
export type DeskFigures = {
  /** Customers who wait in any queue of the agent and ring nowhere; `since`: the longest of them, epoch ms. */
  waiting: { count: number; since: number | null };
  /** Others who take work from any of these queues now; `names` are first names of eight of them at most. */
  ready: { count: number; names: string[] };
  today: {
    /** The start of the day as the desk gave it, epoch ms. */
    since: number;
    /** Conversations that the agent has taken since then. */
    conversations: number;
    /** From taking to leaving them, without wrap-up, on average; null before the first has ended. */
    averageTalkMs: number | null;
    /** How long the agent was READY, up to `readySince` where that is set. */
    readyMs: number;
    /** Since when the agent has been READY today, epoch ms; null: is not. */
    readySince: number | null;
  };
  /** The server's clock, epoch ms. */
  serverTime: number;
};

/** A refusal, to desks that gave no callback. `task` is the name of the refused event. */
export type ErrorsEvent = {
  task: string;
  msg: string;
  code: ErrorCode;
  statusCode: number;
  conversationId?: string;
  messageId?: string;
};

export type OnChannelTypes = ChannelType[];

/** The answer to `topicEvents`: what happened after the sequence that was asked about. */
export type TopicEventsAnswer = {
  conversationId: string;
  events: CimEvent[];
  /** The sequence that the answer includes. */
  seq: number;
  /** More is missing than can be sent at once: ask for the whole by `topicSubscription`. */
  truncated: boolean;
};
