/** I1, I4 and I5 event by event: what may follow what in the life of a task, and when. */
import type { DomainEvent } from '../../core/events.ts';
import { isSpoken } from '../../core/mrd-state.ts';
import { askedPriority } from '../../core/priority.ts';
import { TASK_MODES } from '../../core/task-modes.ts';
import type { Task, TaskCloseReason } from '../../core/state.ts';
import type { Ledger, LedgerTask } from '../ledger.ts';
import { checkLinked } from './acting.ts';
import { checkCall } from './calls.ts';
import { demand } from '../violation.ts';
import { checkForcedOut, checkListener, checkOverseen } from './oversight.ts';
import { checkHand, checkRest } from './rests.ts';
import { checkSilence } from './silence.ts';

type Closed = Extract<DomainEvent, { type: 'task.closed' }>;

/** T1–T16: the ends that a task in this state can come to. */
export const TASK_ENDS: Record<LedgerTask['state'], readonly TaskCloseReason[]> = {
  QUEUED: ['NO_AGENT_AVAILABLE', 'CANCELLED', 'FORCE_CLOSED', 'REROUTE'],
  OFFERED: ['RONA', 'REJECTED', 'NO_AGENT_AVAILABLE', 'CANCELLED', 'AGENT_LOGOUT', 'FORCE_CLOSED', 'REROUTE'],
  ACTIVE: ['DONE', 'AGENT_LOGOUT', 'TRANSFERRED', 'REROUTE', 'CANCELLED', 'FORCE_CLOSED'],
  WRAP_UP: [
    'WRAP_UP_APPLIED',
    'WRAP_UP_NOT_APPLIED',
    'WRAP_UP_EXPIRED',
    'AGENT_LOGOUT',
    'TRANSFERRED',
    'FORCE_CLOSED',
  ],
};

function checkNew(ledger: Ledger, task: Pick<Task, 'id' | 'conversationId'>): void {
  demand(
    !ledger.tasks.has(task.id) && !ledger.ended.has(task.id),
    'I1',
    () => `task ${task.id} begins twice`,
  );
  demand(
    ledger.conversations.has(task.conversationId),
    'I1',
    () => `task ${task.id} belongs to no open conversation`,
  );
}

function checkStarted(ledger: Ledger, event: Extract<DomainEvent, { type: 'task.started' }>): void {
  const { task, agentId } = event;
  checkNew(ledger, task);
  demand(ledger.agents.has(agentId), 'I1', () => `task ${task.id} is begun by nobody`);
}

/** C13: a further agent is asked for only where there is room for one. */
function checkRoom(ledger: Ledger, { direction, conversationId }: Task): void {
  if (direction !== 'CONSULT' && direction !== 'DIRECT_CONFERENCE') return;
  const participants = [...(ledger.conversations.get(conversationId)?.participants.values() ?? [])];
  const agents = participants.filter(
    ({ kind, role }) => kind === 'AGENT' && (role === 'PRIMARY' || role === 'ASSISTANT'),
  );
  const most = ledger.config?.rules.maxAgents ?? 0;
  demand(
    agents.length < most,
    'I2',
    () => `one more than the ${most} agents of ${conversationId} is asked for`,
  );
}

function checkQueued(ledger: Ledger, event: Extract<DomainEvent, { type: 'task.queued' }>): void {
  const { task } = event;
  checkNew(ledger, task);
  demand(task.state === 'QUEUED' && task.agentId === null, 'I1', () => `task ${task.id} is queued and held`);
  const request = ledger.requests.get(task.requestId);
  if (request === undefined) {
    checkRoom(ledger, task);
    checkForcedOut(ledger, task);
    return;
  }
  demand(
    request.liveTaskId === null,
    'I1',
    () => `request ${task.requestId} has two tasks: ${String(request.liveTaskId)} and ${task.id}`,
  );
  demand(
    task.enqueuedAt === request.enqueuedAt && askedPriority(task) >= request.asked,
    'I6',
    () => `the next attempt of request ${task.requestId} lost its place in the queue`,
  );
  demand(task.ttlAt === request.ttlAt, 'I5', () => `request ${task.requestId} was given a new TTL`);
}

function checkDue(due: number | null, event: DomainEvent, what: string): void {
  demand(
    due !== null && event.at >= due,
    'I5',
    () => `${what} at ${event.at}, but it was due at ${String(due)} (${JSON.stringify(event)})`,
  );
}

function checkClosed(task: LedgerTask, event: Closed): void {
  demand(
    TASK_ENDS[task.state].includes(event.reason),
    task.state === 'OFFERED' || event.revoke !== null ? 'I4' : 'I1',
    () => `task ${task.id} is ${task.state} and ends as ${event.reason}`,
  );
  demand(
    (task.state === 'OFFERED') === (event.revoke !== null),
    'I4',
    () => `task ${task.id} is ${task.state} and is revoked for ${String(event.revoke)}`,
  );
  demand(
    event.agentId === task.agentId,
    'I1',
    () => `task ${task.id} of ${String(task.agentId)} ends for ${String(event.agentId)}`,
  );
  if (event.reason === 'RONA') checkDue(task.offerEndsAt, event, `RONA of task ${task.id}`);
  if (event.reason === 'NO_AGENT_AVAILABLE') checkDue(task.ttlAt, event, `TTL of task ${task.id}`);
  if (event.reason === 'WRAP_UP_EXPIRED')
    checkDue(task.wrapupEndsAt, event, `wrap-up end of task ${task.id}`);
  checkEntered(task, event.reason);
}

/** D31: only its agent throws away what was entered, and a wrap-up that was submitted counts as applied. */
function checkEntered(task: LedgerTask, reason: TaskCloseReason): void {
  if (task.state !== 'ACTIVE' && task.state !== 'WRAP_UP') return;
  demand(
    task.enteredId === null || reason === 'WRAP_UP_NOT_APPLIED' || reason === 'WRAP_UP_APPLIED',
    'I12',
    () => `task ${task.id} ends as ${reason} without ${String(task.enteredId)}, which was entered`,
  );
  demand(
    reason !== 'WRAP_UP_APPLIED' || task.submitted,
    'I12',
    () => `task ${task.id} ends as applied, and nothing was submitted`,
  );
  demand(
    reason !== 'WRAP_UP_EXPIRED' || !task.submitted,
    'I12',
    () => `task ${task.id} ends as expired, although a wrap-up was submitted`,
  );
}

type Moved = Extract<
  DomainEvent,
  {
    type:
      | 'task.offered'
      | 'task.accepted'
      | 'task.redirected'
      | 'task.wrapupStarted'
      | 'task.wrapupExtended'
      | 'task.wrapupEntered'
      | 'task.stepReached';
  }
>;

/** The states in which each of these facts may find its task. */
const FROM: Record<Moved['type'], readonly LedgerTask['state'][]> = {
  'task.stepReached': ['QUEUED'],
  'task.offered': ['QUEUED'],
  'task.accepted': ['OFFERED'],
  'task.redirected': ['ACTIVE'],
  'task.wrapupStarted': ['ACTIVE'],
  'task.wrapupExtended': ['WRAP_UP'],
  'task.wrapupEntered': ['ACTIVE', 'WRAP_UP'],
};

/** What work that has begun may become. */
const REDIRECTED: Partial<Record<LedgerTask['direction'], readonly LedgerTask['direction'][]>> = {
  CONSULT: ['CONSULT_TRANSFER', 'CONSULT_CONFERENCE'],
  SILENT_MONITOR: ['BARGE_IN'],
  BARGE_IN: ['SILENT_MONITOR'],
};

function checkMoved(ledger: Ledger, task: LedgerTask, event: Moved): void {
  demand(
    FROM[event.type].includes(task.state),
    event.type === 'task.accepted' ? 'I4' : 'I1',
    () => `${event.type} for task ${task.id}, which is ${task.state}`,
  );
  if (event.type === 'task.stepReached') {
    checkDue(task.nextStepAt, event, `step ${event.step} of task ${task.id}`);
    demand(event.step > task.step, 'I5', () => `task ${task.id} reaches step ${event.step} twice`);
    return;
  }
  if (event.type === 'task.offered') {
    demand(event.at < task.ttlAt, 'I5', () => `task ${task.id} is offered after its TTL`);
    demand(event.offerEndsAt > event.at, 'I4', () => `the offer of task ${task.id} ends as it begins`);
    return;
  }
  demand(
    event.agentId === task.agentId,
    'I1',
    () => `${event.type}: task ${task.id} of ${String(task.agentId)} for ${event.agentId}`,
  );
  if (event.type === 'task.redirected')
    demand(
      // V2: who was asked about a call talks to its customer, by whatever part comes next.
      isSpoken(ledger.config?.mrds[task.mrdId ?? ''])
        ? TASK_MODES[event.direction].role === 'PRIMARY'
        : REDIRECTED[task.direction]?.includes(event.direction) === true,
      'I1',
      () => `task ${task.id} is ${task.direction} and becomes ${event.direction}`,
    );
  if (event.type === 'task.accepted') {
    demand(
      event.at <= (task.offerEndsAt ?? -1),
      'I4',
      () =>
        `task ${task.id} is accepted at ${event.at}, after its offer ended at ${String(task.offerEndsAt)}`,
    );
  }
}

/** D14: a customer who was handed over to somebody by name is let go only where the fall-back says so. */
function checkFallback(ledger: Ledger, conversationId: string): void {
  const last = ledger.conversations.get(conversationId)?.lastEnd;
  if (last == null || last.reason === 'NO_AGENT_AVAILABLE') return;
  const { fallback, requesterId, queueId, targetAgentId, id } = last.task;
  if (requesterId === null || targetAgentId === null || last.task.direction !== 'DIRECT_TRANSFER') return;
  demand(
    fallback === 'END' || !Object.hasOwn(ledger.config?.queues ?? {}, queueId ?? ''),
    'I1',
    () => `task ${id} falls back to ${fallback}, and its customer is let go`,
  );
}

function checkSessionEnd(ledger: Ledger, event: Extract<DomainEvent, { type: 'session.ended' }>): void {
  const session = ledger.sessions.get(event.sessionId);
  demand(session !== undefined, 'I5', () => `session ${event.sessionId} ends twice`);
  if (event.reason === 'NETWORK')
    checkDue(session.reconnectUntil, event, `end of lost session ${event.sessionId}`);
  if (event.reason === 'NO_AGENT_AVAILABLE') checkFallback(ledger, event.conversationId);
}

/** C17: a conversation goes from one agent who talks to the customer to another one who does. */
function checkOwners(
  ledger: Ledger,
  event: Extract<DomainEvent, { type: 'conversation.ownerChanged' }>,
): void {
  const participants = [...(ledger.conversations.get(event.conversationId)?.participants.values() ?? [])];
  for (const agentId of [event.agentId, event.previousId]) {
    demand(
      participants.some(({ kind, ref, role }) => kind === 'AGENT' && ref === agentId && role === 'PRIMARY'),
      'I1',
      () => `${event.conversationId} changes its owner, and ${agentId} does not talk to its customer`,
    );
  }
  demand(
    event.agentId !== event.previousId,
    'I1',
    () => `${event.agentId} gives a conversation to themselves`,
  );
}

/** Checks one event against what the ledger knew before it. */
export function checkTransition(ledger: Ledger, event: DomainEvent): void {
  switch (event.type) {
    case 'task.queued':
      checkQueued(ledger, event);
      return;
    case 'task.started':
      checkStarted(ledger, event);
      return;
    case 'task.stepReached':
    case 'task.offered':
    case 'task.accepted':
    case 'task.redirected':
    case 'task.wrapupStarted':
    case 'task.wrapupExtended':
    case 'task.wrapupEntered':
    case 'task.closed': {
      const task = ledger.tasks.get(event.taskId);
      demand(
        task !== undefined,
        ledger.ended.has(event.taskId) ? 'I4' : 'I1',
        () => `${event.type} for task ${event.taskId}, which is not open`,
      );
      if (event.type === 'task.closed') checkClosed(task, event);
      else checkMoved(ledger, task, event);
      return;
    }
    case 'session.ended':
      checkSessionEnd(ledger, event);
      return;
    case 'agent.overseen':
    case 'agent.callMonitored':
    case 'conversation.overseen':
      checkOverseen(ledger, event);
      return;
    case 'agent.signedOut':
      if (event.reason?.name === 'NETWORK') {
        checkDue(ledger.agents.get(event.agentId)?.graceUntil ?? null, event, `grace of ${event.agentId}`);
      }
      if (event.reason?.name === 'INACTIVITY') {
        checkDue(ledger.agents.get(event.agentId)?.logoutAt ?? null, event, `idle end of ${event.agentId}`);
      }
      return;
    case 'agent.listSubscribed':
      demand(
        ledger.agents.get(event.agentId)?.lists.has(event.listId) === !event.on,
        'I11',
        () => `${event.agentId} looks at ${event.listId} as before, and is told otherwise`,
      );
      return;
    case 'conversation.opened':
      demand(
        !ledger.conversations.has(event.conversationId) && !ledger.ended.has(event.conversationId),
        'I7',
        () => `conversation ${event.conversationId} begins twice`,
      );
      return;
    case 'conversation.listed':
      demand(
        ledger.conversations.has(event.conversationId),
        'I1',
        () => `${event.conversationId} is listed, and is not open`,
      );
      return;
    case 'conversation.handRaised':
    case 'conversation.handLowered':
      checkHand(ledger, event);
      return;
    case 'conversation.paused':
    case 'conversation.resumed':
      checkRest(ledger, event);
      return;
    case 'conversation.answerAwaited':
    case 'conversation.answerSettled':
    case 'conversation.customerReminded':
    case 'agent.idleWarned':
    case 'message.edited':
    case 'message.deleted':
      checkSilence(ledger, event);
      return;
    case 'conversation.ownerChanged':
      checkOwners(ledger, event);
      return;
    case 'conversation.customerChanged':
      checkLinked(ledger, event);
      return;
    case 'conversation.closed':
      demand(
        ledger.conversations.get(event.conversationId)?.tasks.size === 0,
        'I1',
        () => `conversation ${event.conversationId} closes over its tasks`,
      );
      return;
    case 'call.legStarted':
    case 'call.legEnded':
    case 'call.held':
    case 'call.ended':
      checkCall(ledger, event);
      return;
    case 'agent.callPassed':
    case 'agent.callMonitoringEnded':
    case 'configured':
    case 'agent.signedIn':
    case 'agent.sessionReplaced':
    case 'agent.connected':
    case 'agent.disconnected':
    case 'agent.active':
    case 'agent.stateChanged':
    case 'agent.mrdStateChanged':
    case 'request.expired':
    case 'conversation.remindersPlanned':
    case 'conversation.stateChanged':
    case 'session.started':
    case 'session.connected':
    case 'session.disconnected':
    case 'participant.left':
    case 'message.sent':
    case 'message.marked':
      return;
    case 'participant.joined':
    case 'participant.roleChanged':
      checkListener(ledger, event);
      return;
  }
}
