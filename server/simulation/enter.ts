/** How each fact of the journal is entered in the ledger: the rules of docs/rules, read a second time. */
import type { Config } from '../core/config.ts';
import type { DomainEvent } from '../core/events.ts';
import type { Ledger, LedgerConversation, LedgerTask } from './ledger.ts';
import { isLetGo } from './ledger.ts';

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
      logoutAt: null,
      sid: event.sid,
      lists: ledger.agents.get(event.agentId)?.lists ?? new Set(),
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
    case 'agent.overseen':
      if (event.act === 'LOGOUT') ledger.forcedOut = event.agentId;
      return;
    case 'agent.listSubscribed':
      if (event.on) agent.lists.add(event.listId);
      else agent.lists.delete(event.listId);
      return;
    case 'agent.stateChanged':
      agent.state = event.state;
      return;
    case 'agent.mrdStateChanged':
      agent.mrds.set(event.mrdId, { state: event.state, lastReadyAt: event.lastReadyAt });
      return;
    case 'agent.active':
      agent.logoutAt = event.logoutAt;
      return;
    case 'agent.idleWarned':
      return;
    case 'agent.signedOut':
      ledger.forcedOut = null;
      agent.state = 'LOGOUT';
      agent.logoutAt = null;
      agent.connected = false;
      agent.graceUntil = null;
      agent.sid = null;
      for (const mrd of agent.mrds.values()) mrd.state = 'LOGOUT';
      return;
  }
}

function onBegun(
  ledger: Ledger,
  event: Extract<DomainEvent, { type: 'task.queued' | 'task.started' }>,
): void {
  const { task } = event;
  ledger.begun += 1;
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
    direction: task.direction,
    fallback: task.fallback,
    targetAgentId: task.target.kind === 'AGENT' ? task.target.agentId : null,
    requesterId: task.requestedBy?.kind === 'AGENT' ? task.requestedBy.agentId : null,
    state: event.type === 'task.started' ? 'ACTIVE' : 'QUEUED',
    agentId: task.agentId,
    offerEndsAt: null,
    wrapupEndsAt: null,
    enteredId: null,
    submitted: false,
  });
  const request = ledger.requests.get(task.requestId) ?? {
    firstSeq: event.seq,
    attempts: 0,
    enqueuedAt: task.enqueuedAt,
    ttlAt: task.ttlAt,
    priority: task.priority,
    // Who was sent out is not asked again as if nothing had been (C22).
    tried: new Map(Object.entries(task.tried)),
    liveTaskId: null,
  };
  request.attempts += 1;
  request.priority = task.priority;
  request.ttlAt = task.ttlAt;
  request.liveTaskId = task.id;
  ledger.requests.set(task.requestId, request);
  ledger.conversations.get(task.conversationId)?.tasks.add(task.id);
  if (event.type === 'task.started') ledger.agents.get(event.agentId)?.tasks.add(task.id);
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
    case 'task.redirected':
      task.direction = event.direction;
      return;
    case 'task.wrapupStarted':
      task.state = 'WRAP_UP';
      task.wrapupEndsAt = event.endsAt;
      return;
    case 'task.wrapupExtended':
      task.wrapupEndsAt = event.endsAt;
      return;
    case 'task.wrapupEntered':
      task.enteredId = event.messageId;
      return;
    case 'task.closed': {
      const request = ledger.requests.get(task.requestId);
      if (request !== undefined) {
        request.liveTaskId = null;
        if (isLetGo(event.revoke) && task.agentId !== null) request.tried.set(task.agentId, event.at);
      }
      ledger.closed += 1;
      const conversation = ledger.conversations.get(task.conversationId);
      if (conversation !== undefined) conversation.lastEnd = { task, reason: event.reason };
      if (task.state === 'OFFERED') ledger.offersEnded += 1;
      free(ledger, task);
      ledger.tasks.delete(task.id);
      ledger.ended.add(task.id);
      conversation?.tasks.delete(task.id);
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

type SilenceEvent = Extract<
  DomainEvent,
  {
    type:
      | 'conversation.answerAwaited'
      | 'conversation.answerSettled'
      | 'conversation.remindersPlanned'
      | 'conversation.customerReminded'
      | 'message.edited'
      | 'message.deleted';
  }
>;

function onSilence(conversation: LedgerConversation, event: SilenceEvent): void {
  switch (event.type) {
    case 'conversation.answerAwaited':
      conversation.answer = { endsAt: event.endsAt, stage: event.stage };
      return;
    case 'conversation.answerSettled':
      conversation.answer = null;
      return;
    case 'conversation.remindersPlanned':
      conversation.remindAt = [...event.remindAt];
      return;
    case 'conversation.customerReminded':
      conversation.remindAt = conversation.remindAt.filter((at) => at > event.at);
      return;
    case 'message.edited':
      return;
    case 'message.deleted':
      conversation.takenBack.add(event.messageId);
      return;
  }
}

function onWrapup(ledger: Ledger, event: Extract<DomainEvent, { type: 'message.sent' }>): void {
  const { conversationId, kind, sender, messageId } = event;
  if (kind !== 'WRAPUP' || sender.kind !== 'AGENT') return;
  for (const id of ledger.conversations.get(conversationId)?.tasks ?? []) {
    const task = ledger.tasks.get(id);
    if (task?.agentId !== sender.agentId || task.state === 'OFFERED') continue;
    task.submitted = true;
    if (task.enteredId === messageId) task.enteredId = null;
  }
}

/** C22: from whom an offer was taken, and who was named, has (not) let the request go as far as others are asked. */
function onOverseen(ledger: Ledger, event: Extract<DomainEvent, { type: 'conversation.overseen' }>): void {
  const { agentId, act, at } = event;
  if (agentId === null) return;
  for (const id of ledger.conversations.get(event.conversationId)?.tasks ?? []) {
    const task = ledger.tasks.get(id);
    const tried = task && ledger.requests.get(task.requestId)?.tried;
    if (act === 'PULL_OUT' && task?.state === 'OFFERED' && task.agentId === agentId) tried?.set(agentId, at);
    if (act === 'ASSIGN' && (task?.state === 'QUEUED' || task?.state === 'OFFERED')) tried?.delete(agentId);
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
    case 'task.started':
      onBegun(ledger, event);
      return;
    case 'task.stepReached':
    case 'task.offered':
    case 'task.accepted':
    case 'task.redirected':
    case 'task.wrapupStarted':
    case 'task.wrapupExtended':
    case 'task.wrapupEntered':
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
        listId: null,
        sessions: new Set(),
        participants: new Map(),
        tasks: new Set(),
        lastEnd: null,
        messages: new Map(),
        hands: new Set(),
        restsUntil: null,
        answer: null,
        remindAt: [],
        takenBack: new Set(),
      });
      return;
    case 'conversation.stateChanged': {
      const conversation = ledger.conversations.get(event.conversationId);
      if (conversation !== undefined) conversation.state = event.state;
      return;
    }
    case 'conversation.listed': {
      const conversation = ledger.conversations.get(event.conversationId);
      if (conversation !== undefined) conversation.listId = event.listId;
      return;
    }
    case 'conversation.handRaised':
    case 'conversation.handLowered': {
      const conversation = ledger.conversations.get(event.conversationId);
      if (event.type === 'conversation.handRaised') conversation?.hands.add(event.agentId);
      else conversation?.hands.delete(event.agentId);
      return;
    }
    case 'conversation.paused':
    case 'conversation.resumed': {
      const conversation = ledger.conversations.get(event.conversationId);
      if (conversation !== undefined) {
        conversation.restsUntil = event.type === 'conversation.paused' ? event.endsAt : null;
      }
      return;
    }
    case 'conversation.answerAwaited':
    case 'conversation.answerSettled':
    case 'conversation.remindersPlanned':
    case 'conversation.customerReminded':
    case 'message.edited':
    case 'message.deleted': {
      const conversation = ledger.conversations.get(event.conversationId);
      if (conversation !== undefined) onSilence(conversation, event);
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
    case 'message.sent': {
      const conversation = ledger.conversations.get(event.conversationId);
      conversation?.messages.set(event.messageId, event.visibility === 'ALL');
      const isTurnOver = event.inactiveAt === null || event.kind === 'MESSAGE';
      if (conversation !== undefined && isTurnOver) conversation.remindAt = [];
      onWrapup(ledger, event);
      return;
    }
    case 'conversation.overseen':
      onOverseen(ledger, event);
      return;
    case 'conversation.ownerChanged':
    case 'message.marked':
    case 'request.expired':
    case 'conversation.customerChanged':
      return;
    case 'agent.signedIn':
    case 'agent.sessionReplaced':
    case 'agent.connected':
    case 'agent.disconnected':
    case 'agent.overseen':
    case 'agent.listSubscribed':
    case 'agent.stateChanged':
    case 'agent.mrdStateChanged':
    case 'agent.active':
    case 'agent.idleWarned':
    case 'agent.signedOut':
      onAgent(ledger, event);
  }
}
