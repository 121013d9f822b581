/**
 * The state of one tenant's contact centre: plain, serialisable data, and only what rules need.
 *
 * No text, no names, no transcripts: message bodies and personal data are in the store, under the ids found
 * here. Times are epoch milliseconds. What has ended is removed from the state (the history keeps it).
 */
import type { Config } from './config.ts';

/** Agent states on the wire (A1–A14). */
export type AgentStateName = 'NOT_READY' | 'READY' | 'LOGOUT';

/** MRD states (M1–M18). RESERVED is not one of them: a reserved slot only counts in `live`. */
export type MrdStateName =
  'NOT_READY' | 'READY' | 'ACTIVE' | 'BUSY' | 'PENDING_NOT_READY' | 'INTERRUPTED' | 'LOGOUT';

/** Why an agent or MRD is not ready or logged out: a configured reason, or one the system gave. */
export type Reason = { id: string; name: string; type: 'NOT_READY' | 'LOGOUT' };

/** The name of a reason that the system itself gave (D11, D21). */
export type SystemReason = 'RONA' | 'NETWORK' | 'REPLACED' | 'INACTIVITY' | 'FORCED_LOGOUT_BY_SUPERVISOR';

/** One agent in one MRD. */
export type AgentMrd = {
  mrdId: string;
  state: MrdStateName;
  previous: MrdStateName;
  /** Since when the state holds. */
  since: number;
  /** When the MRD last became READY or its last task closed: the waiting time of LONGEST_AVAILABLE. */
  lastReadyAt: number;
  max: number;
  /** Tasks offered, owned or wrapping up in this MRD: never more than `max` (I2). */
  live: number;
  /** Why the system switched it off (D11), null when it is on or the agent did it. */
  reason: SystemReason | null;
};

/** How long an agent has shown no sign of life (A8). */
export type IdleTime = { since: number; logoutAt: number; warned: boolean };

/** A call that is over for an agent; `at` is the telephone's time, null: unknown. */
export type PastCall = { callId: string; at: number | null };

/** An agent who has signed in at least once; kept afterwards for the sequence of the stream. */
export type Agent = {
  id: string;
  state: AgentStateName;
  reason: Reason | null;
  /** Since when `state` (with its reason) holds: the desk's running time. */
  since: number;
  signedInAt: number;
  /** The sign-in that owns this agent (D5), null when signed out. */
  sid: string | null;
  /** Whether any socket is there. An agent without one is not offered anything (I3). */
  connected: boolean;
  /** When a lost connection stops being forgiven. */
  graceUntil: number | null;
  mrds: Record<string, AgentMrd>;
  /** When the agent is signed out unless they show a sign of life; absent where that is not counted (A8). */
  idle?: IdleTime;
  /** Live tasks: offered, owned, wrapping up. */
  taskIds: string[];
  /** Conversations that the agent takes part in, in whatever role, in the order of joining. */
  conversationIds: string[];
  /** The latest calls that are over for the agent, so that none of them begins again (V3); absent until there is one. */
  pastCalls?: PastCall[];
  /** Pull lists that the agent looks at, in the order of subscribing; absent until there is one. Kept after sign-out. */
  listIds?: string[];
  /** Sequence of this agent's own stream. */
  seq: number;
};

/** Where a task stands; closed tasks are gone (I1). */
export type TaskStateName = 'QUEUED' | 'OFFERED' | 'ACTIVE' | 'WRAP_UP';

/** What a task is for (wire: its type's direction); `task-modes.ts` says what each of them means. */
export type TaskDirection =
  | 'INBOUND'
  | 'OUTBOUND'
  | 'CONSULT'
  | 'CONSULT_TRANSFER'
  | 'CONSULT_CONFERENCE'
  | 'DIRECT_TRANSFER'
  | 'DIRECT_CONFERENCE'
  | 'SILENT_MONITOR'
  | 'BARGE_IN';

/** Why a task ended (T1–T16; REJECTED is ours). */
export type TaskCloseReason =
  | 'RONA'
  | 'REJECTED'
  | 'DONE'
  | 'NO_AGENT_AVAILABLE'
  | 'REROUTE'
  | 'CANCELLED'
  | 'AGENT_LOGOUT'
  | 'TRANSFERRED'
  | 'FORCE_CLOSED'
  | 'WRAP_UP_APPLIED'
  | 'WRAP_UP_NOT_APPLIED'
  | 'WRAP_UP_EXPIRED';

/** Codes and note of a wrap-up, known by the id of the message that holds them (D31). */
export type WrapupNotes = {
  /** Entered, but not submitted yet: becomes a message when the wrap-up ends without the agent. */
  enteredId: string | null;
  /** Whether a wrap-up was submitted as a message already. */
  submitted: boolean;
};

/** Whom a request asks: whoever its queue finds, or one agent by name. */
export type TaskTarget = { kind: 'QUEUE' } | { kind: 'AGENT'; agentId: string };

/** Who asks for an agent on the customer's or the own behalf. */
export type Requester = { kind: 'AGENT'; agentId: string } | { kind: 'BOT'; botId: string };

/**
 * What becomes of a request that its target does not take: it ends (a customer whom nobody serves is let go), it
 * waits in its queue, or it goes back to who made it.
 */
export type TaskFallback = 'END' | 'QUEUE' | 'REQUESTER';

/** One attempt to bring a request to an agent, and the work that follows. */
export type Task = {
  id: string;
  /** The media of the task; on the wire a task is `taskId:mediaId`. */
  mediaId: string;
  /** The customer's request: the same through every RONA, while each attempt is a task of its own (T4). */
  requestId: string;
  /** 1 for the first attempt of the request. */
  attempt: number;
  conversationId: string;
  /** The queue in which it waits, whose rules hold and to which the customer returns; null: there is none. */
  queueId: string | null;
  /** The MRD in which it takes a slot of its agent; null: it takes none (supervising, pull lists). */
  mrdId: string | null;
  direction: TaskDirection;
  target: TaskTarget;
  /** null: the customer, by coming, or the agent who wrote to them first. */
  requestedBy: Requester | null;
  /** The note for whoever is asked: a message of the conversation, for agents alone. */
  noteId: string | null;
  fallback: TaskFallback;
  state: TaskStateName;
  /** 1 to 10; 11 after a forced logout. */
  priority: number;
  /** What the request asked for, where its customer's labels give more (Q1); absent otherwise. */
  asked?: number;
  /** When the request first queued: kept through RONA (T4). */
  enqueuedAt: number;
  /** Journal sequence at which the request first queued: who came first within a millisecond (I6). */
  arrival: number;
  /** When the whole search ends (TTL); kept through RONA. */
  ttlAt: number;
  /** The step reached (0 is the first) and when the next one begins, null at the last. */
  step: number;
  nextStepAt: number | null;
  /** Agents who missed or rejected this request, and when. */
  tried: Record<string, number>;
  /** The customer's last agent, asked first. */
  preferredAgentId: string | null;
  agentId: string | null;
  offeredAt: number | null;
  /** When the offer runs out (RONA). */
  offerEndsAt: number | null;
  acceptedAt: number | null;
  wrapup: { startedAt: number; endsAt: number; extensions: number } | null;
  /** What the agent noted for the wrap-up; absent until something was. */
  noted?: WrapupNotes;
};

/** Conversation states on the wire (C1–C8). INACTIVE: on a pull list, its agents have left. */
export type ConversationStateName =
  'CREATED' | 'ACTIVE' | 'ON_HOLD' | 'INACTIVE' | 'CUSTOMER_LEFT' | 'WRAP_UP';

/** What a participant is in a conversation for. */
export type ParticipantRole = 'PRIMARY' | 'ASSISTANT' | 'SILENT_MONITOR' | 'WHISPER' | 'WRAP_UP' | 'CUSTOMER';

/** Somebody in a conversation: an agent, a bot, or one session of the customer. */
export type Participant = {
  /** The participant's own id on the wire. */
  id: string;
  kind: 'AGENT' | 'CUSTOMER' | 'BOT';
  /** Agent id, channel session id or bot id. */
  ref: string;
  role: ParticipantRole;
  joinedAt: number;
  /** The task by which an agent takes part. */
  taskId: string | null;
};

/** Why a customer's session ended. */
export type SessionEndReason =
  'CUSTOMER' | 'INACTIVITY' | 'NETWORK' | 'AGENT' | 'FORCE_CLOSED' | 'NO_AGENT_AVAILABLE';

/** Why an agent's part in a call ended: as the telephone says, or because the agent has gone from us. */
export type CallEndReason =
  | 'DIALOG_ENDED'
  | 'CONSULT_ENDED'
  | 'CONSULT_TRANSFER'
  | 'CONSULT_CONFERENCE'
  | 'DIRECT_TRANSFER'
  | 'AGENT_LOGOUT'
  | 'SESSION_ENDED';

/** One agent's part in a call (V1). */
export type CallLeg = {
  agentId: string;
  /** The call at the telephone: a consult has another one than the customer. */
  callId: string;
  /** What the telephone calls this part. */
  leg: string;
  /** The task by which the agent is in the call; several legs of an agent may share one. */
  taskId: string;
  /** What the call is for the agent. */
  reason: TaskDirection;
  /** The agent's own number; null: unknown. */
  address: string | null;
  startedAt: number;
  /** When it began by the telephone's clock, which tells repeated calls apart; null: unknown. */
  answeredAt: number | null;
  heldSince: number | null;
  heldMs: number;
  endedAt: number | null;
  endReason: CallEndReason | null;
};

/** A customer on one channel. */
export type ChannelSession = {
  id: string;
  conversationId: string;
  customerId: string;
  channelId: string;
  startedAt: number;
  /** Whether a lost socket ends it in time (web) or it lives without one (a connector). */
  connectionBound: boolean;
  connected: boolean;
  /** When a lost customer's connection stops being forgiven; null while connected or not connection-bound. */
  reconnectUntil: number | null;
  /** Present where the session is a call: the parts that agents have in it, in the order of answering. */
  legs?: CallLeg[];
};

/** How far somebody has received and read a conversation: sequences of its stream. */
export type Receipt = { delivered: number; read: number };

/** A conversation that rests (C20). */
export type Hold = {
  startedAt: number;
  /** When it goes on by itself. */
  endsAt: number;
  /** Whether the customer's silence counts again afterwards: it did before, and the customer has said nothing since. */
  awaitsCustomer: boolean;
};

/** How often a message was changed, and whether it was taken back in the end (C28). */
export type ChangedMessage = { number: number; deleted: boolean };

/** A customer who awaits an answer (C25): since when, until when, and how many warnings there were. */
export type AwaitedAnswer = { startedAt: number; endsAt: number; stage: number };

/** A hand that is up: when, as which event of the conversation, and to which supervisor (without it: all) it was raised. */
export type RaisedHand = { at: number; streamSeq: number; toId?: string };

/** A customer and all who deal with them now, from the first session to the last wrap-up. */
export type Conversation = {
  id: string;
  /** Whom it is about: who came, or whom an agent took them for (C27). */
  customerId: string;
  /** Who came, where an agent took them for somebody else; absent otherwise. */
  visitorId?: string;
  /** What the labels of the customer give its requests (Q1), from 2 on; absent: nothing. */
  labelPriority?: number;
  state: ConversationStateName;
  direction: 'INBOUND' | 'OUTBOUND';
  /** The pull list on which it stands; null: none. */
  listId: string | null;
  createdAt: number;
  /** Sequence of the conversation's stream: dense, also the order of its messages. */
  seq: number;
  /** Open channel sessions; the first is the one to answer by. */
  sessionIds: string[];
  participants: Participant[];
  /** Live tasks. */
  taskIds: string[];
  /** Messages by id → their seq, so that a repeated id is recognised. */
  messages: Record<string, number>;
  /** Messages that the customer never sees (visibility AGENTS). */
  internal: Record<string, true>;
  /** Receipts by who gave them: `AGENT:<id>`, `BOT:<id>`, `CUSTOMER` or `SYSTEM`. */
  receipts: Record<string, Receipt>;
  /** Messages that a connector could not deliver. */
  failed: Record<string, true>;
  /** When the customer's silence ends the session; null while it is not the customer's turn. */
  inactiveAt: number | null;
  /** By agents who ask a supervisor for help (C19); absent while nobody does. */
  hands?: Record<string, RaisedHand>;
  /** Present while the state is ON_HOLD. */
  hold?: Hold;
  /** Present while the customer awaits an answer that has a time. */
  answer?: AwaitedAnswer;
  /** When the customer is reminded that it is their turn, ascending; absent: no more. */
  remindAt?: number[];
  /** Messages that their authors have changed, or taken back; absent while there are none. */
  changed?: Record<string, ChangedMessage>;
  /** The agent to whom it was given; absent: it belongs to the first who talks to the customer. */
  ownerId?: string;
};

/** What the expected wait is computed from (Q8). */
export type QueueStats = { handled: number; averageHandleMs: number };

/** A supervisor in the call of an agent (V7). `conversationId`: of the call when they came; null: none known here. */
type CallMonitoring = { agentId: string; conversationId: string | null; isBargedIn: boolean };

/** All of one tenant. */
export type State = {
  tenant: string;
  /** Sequence of the last journalled event. */
  seq: number;
  /** Sequence of the stream `tenant`. */
  tenantSeq: number;
  /** The latest time that the core was told; it never goes back. */
  clock: number;
  config: Config;
  agents: Record<string, Agent>;
  tasks: Record<string, Task>;
  conversations: Record<string, Conversation>;
  sessions: Record<string, ChannelSession>;
  /**
   * What is remembered about a customer beyond an open conversation: the last agent who served them
   * (`last-agents.ts` says what ends it).
   */
  lastAgents: Record<string, string>;
  /** By supervisor: to whose call they listen (V7). */
  callMonitorings: Record<string, CallMonitoring>;
  /** By queue, once it has served somebody. */
  queueStats: Record<string, QueueStats>;
};
