/**
 * A second account of the contact centre, kept from the journal alone and written from the rules, not from the
 * core's code. What the checks know, they know from here; where core and ledger disagree, one of them is wrong.
 */
import type { Config } from '../core/config.ts';
import type { AgentStateName, ConversationStateName, MrdStateName, Participant } from '../core/state.ts';
import type { DomainEvent, RevokeReason } from '../core/events.ts';

export type LedgerAgent = {
  id: string;
  state: AgentStateName;
  connected: boolean;
  graceUntil: number | null;
  sid: string | null;
  mrds: Map<string, { state: MrdStateName; lastReadyAt: number }>;
  /** Offered, owned or wrapping up. */
  tasks: Set<string>;
};

export type LedgerTask = {
  id: string;
  requestId: string;
  conversationId: string;
  queueId: string;
  mrdId: string;
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
};

export type LedgerRequest = {
  /** Journal sequence of its first attempt: who came first within a millisecond. */
  firstSeq: number;
  attempts: number;
  enqueuedAt: number;
  ttlAt: number;
  priority: number;
  /** Who missed or rejected it, and when. */
  tried: Map<string, number>;
  liveTaskId: string | null;
};

export type LedgerConversation = {
  id: string;
  customerId: string;
  state: ConversationStateName;
  sessions: Set<string>;
  participants: Map<string, Participant>;
  tasks: Set<string>;
  /** Message id → whether the customer may see it. */
  messages: Map<string, boolean>;
};

export type LedgerSession = {
  conversationId: string;
  channelId: string;
  connected: boolean;
  reconnectUntil: number | null;
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
  /** By task id: how its offer ended. */
  offersMade: number;
  offersEnded: number;
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
    offersMade: 0,
    offersEnded: 0,
  };
}

/** Whether this way for a task to end means that its agent let the request go (decisions 11). */
export function isLetGo(revoke: RevokeReason | null): boolean {
  return revoke === 'RONA' || revoke === 'REJECTED';
}

function free(ledger: Ledger, task: LedgerTask): void {
  if (task.agentId !== null) ledger.agents.get(task.agentId)?.tasks.delete(task.id);
}

function onAgent(
  ledger: Ledger,
  event: Extract<DomainEvent, { agentId: string; type: `agent.${string}` }>,
): void {
  if (event.type === 'agent.signedIn') {
    ledger.agents.set(event.agentId, {
      id: event.agentId,
      state: 'NOT_READY',
      connected: true,
      graceUntil: null,
      sid: event.sid,
      mrds: new Map(Object.keys(event.mrds).map((id) => [id, { state: 'NOT_READY', lastReadyAt: event.at }])),
      tasks: ledger.agents.get(event.agentId)?.tasks ?? new Set(),
    });
    return;
  }
  const agent = ledger.agents.get(event.agentId);
  if (agent === undefined) return;
  switch (event.type) {
    case 'agent.sessionReplaced':
      agent.sid = event.sid;
      return;
    case 'agent.connected':
      agent.connected = true;
      agent.graceUntil = null;
      return;
    case 'agent.disconnected':
      agent.connected = false;
      agent.graceUntil = event.graceUntil;
      return;
    case 'agent.stateChanged':
      agent.state = event.state;
      return;
    case 'agent.mrdStateChanged':
      agent.mrds.set(event.mrdId, { state: event.state, lastReadyAt: event.lastReadyAt });
      return;
    case 'agent.signedOut':
      agent.state = 'LOGOUT';
      agent.connected = false;
      agent.graceUntil = null;
      agent.sid = null;
      for (const mrd of agent.mrds.values()) mrd.state = 'LOGOUT';
      return;
  }
}

function onQueued(ledger: Ledger, event: Extract<DomainEvent, { type: 'task.queued' }>): void {
  const { task } = event;
  ledger.tasks.set(task.id, {
    id: task.id,
    requestId: task.requestId,
    conversationId: task.conversationId,
    queueId: task.queueId,
    mrdId: task.mrdId,
    priority: task.priority,
    enqueuedAt: task.enqueuedAt,
    ttlAt: task.ttlAt,
    step: task.step,
    nextStepAt: task.nextStepAt,
    preferredAgentId: task.preferredAgentId,
    state: 'QUEUED',
    agentId: null,
    offerEndsAt: null,
    wrapupEndsAt: null,
  });
  const request = ledger.requests.get(task.requestId) ?? {
    firstSeq: event.seq,
    attempts: 0,
    enqueuedAt: task.enqueuedAt,
    ttlAt: task.ttlAt,
    priority: task.priority,
    tried: new Map<string, number>(),
    liveTaskId: null,
  };
  request.attempts += 1;
  request.priority = task.priority;
  request.ttlAt = task.ttlAt;
  request.liveTaskId = task.id;
  ledger.requests.set(task.requestId, request);
  ledger.conversations.get(task.conversationId)?.tasks.add(task.id);
}

function onTask(
  ledger: Ledger,
  event: Extract<DomainEvent, { taskId: string; type: `task.${string}` }>,
): void {
  const task = ledger.tasks.get(event.taskId);
  if (task === undefined) return;
  switch (event.type) {
    case 'task.stepReached':
      task.step = event.step;
      task.nextStepAt = event.nextStepAt;
      return;
    case 'task.offered':
      task.state = 'OFFERED';
      task.agentId = event.agentId;
      task.offerEndsAt = event.offerEndsAt;
      ledger.agents.get(event.agentId)?.tasks.add(task.id);
      ledger.offersMade += 1;
      return;
    case 'task.accepted':
      task.state = 'ACTIVE';
      task.offerEndsAt = null;
      ledger.offersEnded += 1;
      return;
    case 'task.wrapupStarted':
      task.state = 'WRAP_UP';
      task.wrapupEndsAt = event.endsAt;
      return;
    case 'task.wrapupExtended':
      task.wrapupEndsAt = event.endsAt;
      return;
    case 'task.closed': {
      const request = ledger.requests.get(task.requestId);
      if (request !== undefined) {
        request.liveTaskId = null;
        if (isLetGo(event.revoke) && task.agentId !== null) request.tried.set(task.agentId, event.at);
      }
      if (task.state === 'OFFERED') ledger.offersEnded += 1;
      free(ledger, task);
      ledger.tasks.delete(task.id);
      ledger.ended.add(task.id);
      ledger.conversations.get(task.conversationId)?.tasks.delete(task.id);
      return;
    }
  }
}

type SessionEvent = Extract<DomainEvent, { type: `session.${string}` }>;

function onSession(ledger: Ledger, event: SessionEvent): void {
  if (event.type === 'session.started') {
    ledger.sessions.set(event.sessionId, {
      conversationId: event.conversationId,
      channelId: event.channelId,
      connected: true,
      reconnectUntil: null,
    });
    ledger.conversations.get(event.conversationId)?.sessions.add(event.sessionId);
    return;
  }
  const session = ledger.sessions.get(event.sessionId);
  if (session === undefined) return;
  switch (event.type) {
    case 'session.connected':
      session.connected = true;
      session.reconnectUntil = null;
      return;
    case 'session.disconnected':
      session.connected = false;
      session.reconnectUntil = event.reconnectUntil;
      return;
    case 'session.ended':
      ledger.sessions.delete(event.sessionId);
      ledger.ended.add(event.sessionId);
      ledger.conversations.get(session.conversationId)?.sessions.delete(event.sessionId);
      return;
  }
}

/** New MRDs of signed-in agents begin NOT_READY; those that are gone are forgotten once no work is in them. */
function onConfigured(ledger: Ledger, config: Config, at: number): void {
  ledger.config = config;
  for (const agent of ledger.agents.values()) {
    if (agent.state === 'LOGOUT') continue;
    const mine = config.agents[agent.id]?.maxTasks ?? {};
    const atWork = new Set([...agent.tasks].map((id) => ledger.tasks.get(id)?.mrdId));
    for (const id of agent.mrds.keys()) {
      if (!Object.hasOwn(mine, id) && !atWork.has(id)) agent.mrds.delete(id);
    }
    for (const id of Object.keys(mine)) {
      if (!agent.mrds.has(id)) agent.mrds.set(id, { state: 'NOT_READY', lastReadyAt: at });
    }
  }
}

/** Enters one event of the journal. */
export function enter(ledger: Ledger, event: DomainEvent): void {
  ledger.seq = event.seq;
  ledger.at = event.at;
  ledger.streams.set(event.stream, event.streamSeq);
  switch (event.type) {
    case 'configured':
      onConfigured(ledger, event.config, event.at);
      return;
    case 'task.queued':
      onQueued(ledger, event);
      return;
    case 'task.stepReached':
    case 'task.offered':
    case 'task.accepted':
    case 'task.wrapupStarted':
    case 'task.wrapupExtended':
    case 'task.closed':
      onTask(ledger, event);
      return;
    case 'session.started':
    case 'session.connected':
    case 'session.disconnected':
    case 'session.ended':
      onSession(ledger, event);
      return;
    case 'conversation.opened':
      ledger.conversations.set(event.conversationId, {
        id: event.conversationId,
        customerId: event.customerId,
        state: 'CREATED',
        sessions: new Set(),
        participants: new Map(),
        tasks: new Set(),
        messages: new Map(),
      });
      return;
    case 'conversation.stateChanged': {
      const conversation = ledger.conversations.get(event.conversationId);
      if (conversation !== undefined) conversation.state = event.state;
      return;
    }
    case 'conversation.closed':
      ledger.conversations.delete(event.conversationId);
      ledger.streams.delete(event.stream);
      ledger.ended.add(event.conversationId);
      return;
    case 'participant.joined':
      ledger.conversations
        .get(event.conversationId)
        ?.participants.set(event.participant.id, { ...event.participant });
      return;
    case 'participant.roleChanged': {
      const participant = ledger.conversations
        .get(event.conversationId)
        ?.participants.get(event.participantId);
      if (participant !== undefined) participant.role = event.role;
      return;
    }
    case 'participant.left':
      ledger.conversations.get(event.conversationId)?.participants.delete(event.participant.id);
      return;
    case 'message.sent':
      ledger.conversations
        .get(event.conversationId)
        ?.messages.set(event.messageId, event.visibility === 'ALL');
      return;
    case 'message.marked':
    case 'request.expired':
      return;
    default:
      onAgent(ledger, event);
  }
}
