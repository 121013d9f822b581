/**
 * A desk as a client would build it: a snapshot of what an agent sees, kept up to date by the events after it
 * and by nothing else (I11). It knows no rules; it only enters what it is told.
 */
import type { DomainEvent } from '../core/events.ts';
import type { State, Task } from '../core/state.ts';

type TaskView = { state: string; direction: string; agentId: string | null; endsAt: number | null };

export type ConversationView = {
  /** Sequence of the conversation's stream that this view includes. */
  seq: number;
  state: string;
  participants: Record<string, { kind: string; ref: string; role: string }>;
  /** Message id → its place, whispers and notes with a minus. */
  messages: Record<string, number>;
  /** Session id → whether its customer is there. */
  sessions: Record<string, boolean>;
  /** Task id → state and, while it matters, when the wrap-up ends. */
  tasks: Record<string, TaskView>;
  /** Agents whose hand is up. */
  hands: Record<string, true>;
  restsUntil: number | null;
  /** Until when its customer awaits an answer, and how many warnings there were. */
  answer: { endsAt: number; stage: number } | null;
  customerId: string;
};

export type AgentView = {
  seq: number;
  state: string;
  reason: string | null;
  mrds: Record<string, { state: string; reason: string | null }>;
  /** Pull lists that the agent looks at. */
  lists: string[];
};

export type Desk = {
  agentId: string;
  /** False while its socket is lost: it is told nothing. */
  online: boolean;
  /** The configuration changed while it was away: the events alone don't tell what that means. */
  outdated: boolean;
  agent: AgentView;
  conversations: Map<string, ConversationView>;
};

export function viewAgent(state: State, agentId: string): AgentView | null {
  const agent = state.agents[agentId];
  if (agent === undefined) return null;
  return {
    seq: agent.seq,
    state: agent.state,
    reason: agent.reason?.id ?? null,
    mrds: Object.fromEntries(
      Object.values(agent.mrds).map((mrd) => [mrd.mrdId, { state: mrd.state, reason: mrd.reason }]),
    ),
    lists: [...(agent.listIds ?? [])],
  };
}

export function viewConversation(state: State, conversationId: string): ConversationView | null {
  const conversation = state.conversations[conversationId];
  if (conversation === undefined) return null;
  return {
    seq: conversation.seq,
    state: conversation.state,
    participants: Object.fromEntries(
      conversation.participants.map(({ id, kind, ref, role }) => [id, { kind, ref, role }]),
    ),
    messages: Object.fromEntries(
      Object.entries(conversation.messages).map(([id, seq]) => [
        id,
        Object.hasOwn(conversation.internal, id) ? -seq : seq,
      ]),
    ),
    sessions: Object.fromEntries(
      conversation.sessionIds.map((id) => [id, state.sessions[id]?.connected ?? false]),
    ),
    hands: Object.fromEntries(Object.keys(conversation.hands ?? {}).map((id) => [id, true as const])),
    restsUntil: conversation.hold?.endsAt ?? null,
    answer:
      conversation.answer === undefined
        ? null
        : { endsAt: conversation.answer.endsAt, stage: conversation.answer.stage },
    customerId: conversation.customerId,
    tasks: Object.fromEntries(
      conversation.taskIds.flatMap((id) => {
        const task = state.tasks[id];
        return task === undefined ? [] : [[id, viewTask(task)]];
      }),
    ),
  };
}

function viewTask({ state, direction, agentId, wrapup }: Task): TaskView {
  return { state, direction, agentId, endsAt: wrapup?.endsAt ?? null };
}

/** Whether the agent has a desk's view of the conversation: they take part, in whatever role. */
export function takesPart(view: ConversationView, agentId: string): boolean {
  return Object.values(view.participants).some(({ kind, ref }) => kind === 'AGENT' && ref === agentId);
}

/** What a desk shows that is loaded now. */
export function loadDesk(state: State, agentId: string): Desk | null {
  const agent = viewAgent(state, agentId);
  if (agent === null) return null;
  const conversations = new Map<string, ConversationView>();
  for (const id of Object.keys(state.conversations)) {
    const taking = state.conversations[id]?.participants.some(
      ({ kind, ref }) => kind === 'AGENT' && ref === agentId,
    );
    const view = taking === true ? viewConversation(state, id) : null;
    if (view !== null) conversations.set(id, view);
  }
  return { agentId, online: true, outdated: false, agent, conversations };
}

/** Enters an event about the agent. False: there is a gap, or the event says too little; load afresh. */
export function applyToAgent(view: AgentView, event: DomainEvent): boolean {
  if (event.streamSeq <= view.seq) return true;
  if (event.streamSeq !== view.seq + 1) return false;
  view.seq = event.streamSeq;
  switch (event.type) {
    case 'agent.signedIn':
      // A new sign-in begins with a fresh load (A1).
      return false;
    case 'agent.stateChanged':
      view.state = event.state;
      view.reason = event.reason?.id ?? null;
      return true;
    case 'agent.mrdStateChanged':
      view.mrds[event.mrdId] = { state: event.state, reason: event.reason };
      return true;
    case 'agent.listSubscribed':
      view.lists = view.lists.filter((id) => id !== event.listId);
      if (event.on) view.lists.push(event.listId);
      return true;
    case 'agent.signedOut':
      view.state = 'LOGOUT';
      view.reason = event.reason?.id ?? null;
      for (const mrd of Object.values(view.mrds)) {
        mrd.state = 'LOGOUT';
        mrd.reason = null;
      }
      return true;
    case 'configured':
    case 'agent.active':
    case 'agent.idleWarned':
    case 'agent.sessionReplaced':
    case 'agent.connected':
    case 'agent.disconnected':
    case 'agent.overseen':
    case 'agent.callMonitored':
    case 'agent.callMonitoringEnded':
    case 'task.queued':
    case 'task.started':
    case 'task.stepReached':
    case 'task.offered':
    case 'task.accepted':
    case 'task.redirected':
    case 'task.wrapupStarted':
    case 'task.wrapupExtended':
    case 'task.wrapupEntered':
    case 'task.closed':
    case 'request.expired':
    case 'conversation.opened':
    case 'conversation.stateChanged':
    case 'conversation.listed':
    case 'conversation.handRaised':
    case 'conversation.handLowered':
    case 'conversation.overseen':
    case 'conversation.paused':
    case 'conversation.resumed':
    case 'conversation.answerAwaited':
    case 'conversation.answerSettled':
    case 'conversation.remindersPlanned':
    case 'conversation.customerReminded':
    case 'conversation.customerChanged':
    case 'call.legStarted':
    case 'call.legEnded':
    case 'call.held':
    case 'call.ended':
    case 'agent.callPassed':
    case 'conversation.ownerChanged':
    case 'conversation.closed':
    case 'session.started':
    case 'session.connected':
    case 'session.disconnected':
    case 'session.ended':
    case 'participant.joined':
    case 'participant.roleChanged':
    case 'participant.left':
    case 'message.sent':
    case 'message.edited':
    case 'message.deleted':
    case 'message.marked':
      return true;
  }
}

function applyTask(view: ConversationView, event: Extract<DomainEvent, { type: `task.${string}` }>): void {
  if (event.type === 'task.queued') {
    const { id, direction } = event.task;
    view.tasks[id] = { state: 'QUEUED', direction, agentId: null, endsAt: null };
    return;
  }
  if (event.type === 'task.started') {
    const { id, direction } = event.task;
    view.tasks[id] = { state: 'ACTIVE', direction, agentId: event.agentId, endsAt: null };
    return;
  }
  const task = view.tasks[event.taskId];
  if (task === undefined) return;
  switch (event.type) {
    case 'task.stepReached':
    case 'task.wrapupEntered':
      return;
    case 'task.redirected':
      task.direction = event.direction;
      return;
    case 'task.offered':
      task.state = 'OFFERED';
      task.agentId = event.agentId;
      return;
    case 'task.accepted':
      task.state = 'ACTIVE';
      return;
    case 'task.wrapupStarted':
    case 'task.wrapupExtended':
      task.state = 'WRAP_UP';
      task.endsAt = event.endsAt;
      return;
    case 'task.closed':
      Reflect.deleteProperty(view.tasks, event.taskId);
      return;
  }
}

/** Enters an event of the conversation's stream. False: there is a gap. */
export function applyToConversation(view: ConversationView, event: DomainEvent): boolean {
  if (event.streamSeq <= view.seq) return true;
  if (event.streamSeq !== view.seq + 1) return false;
  view.seq = event.streamSeq;
  switch (event.type) {
    case 'conversation.stateChanged':
      view.state = event.state;
      break;
    case 'conversation.handRaised':
      view.hands[event.agentId] = true;
      break;
    case 'conversation.handLowered':
      Reflect.deleteProperty(view.hands, event.agentId);
      break;
    case 'conversation.paused':
      view.restsUntil = event.endsAt;
      break;
    case 'conversation.resumed':
      view.restsUntil = null;
      break;
    case 'conversation.answerAwaited':
      view.answer = { endsAt: event.endsAt, stage: event.stage };
      break;
    case 'conversation.answerSettled':
      view.answer = null;
      break;
    case 'conversation.customerChanged':
      view.customerId = event.customerId;
      break;
    case 'participant.joined': {
      const { id, kind, ref, role } = event.participant;
      view.participants[id] = { kind, ref, role };
      break;
    }
    case 'participant.roleChanged': {
      const participant = view.participants[event.participantId];
      if (participant !== undefined) participant.role = event.role;
      break;
    }
    case 'participant.left':
      Reflect.deleteProperty(view.participants, event.participant.id);
      break;
    case 'message.sent':
      view.messages[event.messageId] = event.visibility === 'ALL' ? event.streamSeq : -event.streamSeq;
      break;
    case 'session.started':
    case 'session.connected':
      view.sessions[event.sessionId] = true;
      break;
    case 'session.disconnected':
      view.sessions[event.sessionId] = false;
      break;
    case 'session.ended':
      Reflect.deleteProperty(view.sessions, event.sessionId);
      break;
    case 'task.queued':
    case 'task.started':
    case 'task.stepReached':
    case 'task.offered':
    case 'task.accepted':
    case 'task.redirected':
    case 'task.wrapupStarted':
    case 'task.wrapupExtended':
    case 'task.closed':
      applyTask(view, event);
      break;
    case 'configured':
    case 'agent.signedIn':
    case 'agent.sessionReplaced':
    case 'agent.connected':
    case 'agent.disconnected':
    case 'agent.overseen':
    case 'agent.callMonitored':
    case 'agent.callMonitoringEnded':
    case 'agent.listSubscribed':
    case 'agent.stateChanged':
    case 'agent.mrdStateChanged':
    case 'agent.active':
    case 'agent.idleWarned':
    case 'agent.signedOut':
    case 'task.wrapupEntered':
    case 'request.expired':
    case 'conversation.opened':
    case 'conversation.listed':
    case 'conversation.overseen':
    case 'conversation.remindersPlanned':
    case 'conversation.customerReminded':
    case 'call.legStarted':
    case 'call.legEnded':
    case 'call.held':
    case 'call.ended':
    case 'agent.callPassed':
    case 'conversation.ownerChanged':
    case 'conversation.closed':
    case 'message.edited':
    case 'message.deleted':
    case 'message.marked':
      break;
  }
  return true;
}
