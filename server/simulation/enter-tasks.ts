/** Enters what happens to tasks and their requests in the ledger. */
import type { DomainEvent } from '../core/events.ts';
import { askedPriority } from '../core/priority.ts';
import type { Ledger, LedgerTask } from './ledger.ts';
import { isLetGo } from './ledger.ts';

function free(ledger: Ledger, task: LedgerTask): void {
  if (task.agentId !== null) ledger.agents.get(task.agentId)?.tasks.delete(task.id);
}

export function onBegun(
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
    asked: askedPriority(task),
    // Who was sent out is not asked again as if nothing had been (C22).
    tried: new Map(Object.entries(task.tried)),
    liveTaskId: null,
  };
  request.attempts += 1;
  request.asked = askedPriority(task);
  request.ttlAt = task.ttlAt;
  request.liveTaskId = task.id;
  ledger.requests.set(task.requestId, request);
  ledger.conversations.get(task.conversationId)?.tasks.add(task.id);
  if (event.type === 'task.started') ledger.agents.get(event.agentId)?.tasks.add(task.id);
}

export function onTask(
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

export function onWrapup(ledger: Ledger, event: Extract<DomainEvent, { type: 'message.sent' }>): void {
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
export function onOverseen(
  ledger: Ledger,
  event: Extract<DomainEvent, { type: 'conversation.overseen' }>,
): void {
  const { agentId, act, at } = event;
  if (agentId === null) return;
  for (const id of ledger.conversations.get(event.conversationId)?.tasks ?? []) {
    const task = ledger.tasks.get(id);
    const tried = task && ledger.requests.get(task.requestId)?.tried;
    if (act === 'PULL_OUT' && task?.state === 'OFFERED' && task.agentId === agentId) tried?.set(agentId, at);
    if (act === 'ASSIGN' && (task?.state === 'QUEUED' || task?.state === 'OFFERED')) tried?.delete(agentId);
  }
}
