/**
 * A second account of the contact centre, kept from the journal alone and written from the rules, not from the
 * core's code. What the checks know, they know from here; where core and ledger disagree, one of them is wrong.
 */
import type { Config } from '../core/config.ts';
import type {
  AgentStateName,
  ConversationStateName,
  MrdStateName,
  Participant,
  TaskCloseReason,
  TaskDirection,
  TaskFallback,
} from '../core/state.ts';
import type { RevokeReason } from '../core/events.ts';

export type LedgerAgent = {
  id: string;
  state: AgentStateName;
  connected: boolean;
  graceUntil: number | null;
  /** When they are signed out without a sign of life. */
  logoutAt: number | null;
  sid: string | null;
  /** Pull lists that the agent looks at, whatever sign-ins came and went. */
  lists: Set<string>;
  mrds: Map<string, { state: MrdStateName; lastReadyAt: number }>;
  /** Offered, owned or wrapping up. */
  tasks: Set<string>;
};

export type LedgerTask = {
  id: string;
  requestId: string;
  conversationId: string;
  queueId: string | null;
  mrdId: string | null;
  direction: TaskDirection;
  targetAgentId: string | null;
  /** The agent who asked, if one did. */
  requesterId: string | null;
  fallback: TaskFallback;
  priority: number;
  enqueuedAt: number;
  ttlAt: number;
  step: number;
  nextStepAt: number | null;
  preferredAgentId: string | null;
  state: 'QUEUED' | 'OFFERED' | 'ACTIVE' | 'WRAP_UP';
  agentId: string | null;
  offerEndsAt: number | null;
  wrapupEndsAt: number | null;
  /** What its agent has entered for the wrap-up and not submitted. */
  enteredId: string | null;
  /** Whether its agent has submitted a wrap-up. */
  submitted: boolean;
};

export type LedgerRequest = {
  /** Journal sequence of its first attempt: who came first within a millisecond. */
  firstSeq: number;
  attempts: number;
  enqueuedAt: number;
  ttlAt: number;
  /** Without what the customer's labels give. */
  asked: number;
  /** Who missed or rejected it, and when. */
  tried: Map<string, number>;
  liveTaskId: string | null;
};

export type LedgerConversation = {
  id: string;
  customerId: string;
  state: ConversationStateName;
  listId: string | null;
  sessions: Set<string>;
  participants: Map<string, Participant>;
  tasks: Set<string>;
  /** The task that ended last, and why. */
  lastEnd: { task: LedgerTask; reason: TaskCloseReason } | null;
  /** Message id → whether the customer may see it. */
  messages: Map<string, boolean>;
  /** Agents whose hand is up. */
  hands: Set<string>;
  /** Until when it rests. */
  restsUntil: number | null;
  /** The answer that its customer awaits. */
  answer: { endsAt: number; stage: number } | null;
  /** When its customer is reminded. */
  remindAt: number[];
  /** Messages that their authors have taken back. */
  takenBack: Set<string>;
  /** What the customer's labels give its requests. */
  labelPriority: number;
};

export type LedgerSession = {
  conversationId: string;
  channelId: string;
  connected: boolean;
  reconnectUntil: number | null;
};

/** An agent's part in a call, until the telephone says that it is over. */
export type LedgerPart = {
  agentId: string;
  callId: string;
  sessionId: string;
  taskId: string;
  answeredAt: number | null;
  held: boolean;
};

export type Ledger = {
  seq: number;
  at: number;
  streams: Map<string, number>;
  config: Config | null;
  agents: Map<string, LedgerAgent>;
  tasks: Map<string, LedgerTask>;
  requests: Map<string, LedgerRequest>;
  conversations: Map<string, LedgerConversation>;
  sessions: Map<string, LedgerSession>;
  /** Ids of tasks, conversations and sessions that have ended: they never come back. */
  ended: Set<string>;
  /** Tasks that were queued, and tasks that were closed. */
  begun: number;
  closed: number;
  offersMade: number;
  offersEnded: number;
  /** The agent whom a supervisor is signing out in this turn (A7). */
  forcedOut: string | null;
  /** The agents' parts in calls that go on. */
  parts: Map<string, LedgerPart>;
  /** Agent → the calls that are over for them, the latest last. */
  pastCalls: Map<string, { callId: string; at: number | null }[]>;
};

export function createLedger(): Ledger {
  return {
    seq: 0,
    at: 0,
    streams: new Map(),
    config: null,
    agents: new Map(),
    tasks: new Map(),
    requests: new Map(),
    conversations: new Map(),
    sessions: new Map(),
    ended: new Set(),
    begun: 0,
    closed: 0,
    offersMade: 0,
    offersEnded: 0,
    forcedOut: null,
    parts: new Map(),
    pastCalls: new Map(),
  };
}

/** Whether this way for a task to end means that its agent let the request go (D11). */
export function isLetGo(revoke: RevokeReason | null): boolean {
  return revoke === 'RONA' || revoke === 'REJECTED';
}
