/** I2, I3 and I6: who is offered what, and that nothing waits which somebody could take. */
import type { DomainEvent } from '../../core/events.ts';
import type { Config } from '../../core/config.ts';
import { servesCustomer } from '../../core/task-modes.ts';
import type { Ledger, LedgerAgent, LedgerTask } from '../ledger.ts';
import { askable, isAsked, isOutside, liveTasks, obstacle } from '../eligibility.ts';
import { demand } from '../violation.ts';

type Offered = Extract<DomainEvent, { type: 'task.offered' }>;

/** Q2. Negative: `a` is served before `b`. */
export function compareTasks(ledger: Ledger, config: Config, a: LedgerTask, b: LedgerTask): number {
  if (config.queuePriority) {
    const difference =
      (config.queues[b.queueId ?? '']?.priority ?? 1) - (config.queues[a.queueId ?? '']?.priority ?? 1);
    if (difference !== 0) return difference;
  }
  if (a.priority !== b.priority) return b.priority - a.priority;
  if (a.enqueuedAt !== b.enqueuedAt) return a.enqueuedAt - b.enqueuedAt;
  const first = (task: LedgerTask) => ledger.requests.get(task.requestId)?.firstSeq ?? 0;
  return first(a) - first(b);
}

/** D10. Negative: `a` is asked before `b`. Skills are compared by the queue's policy alone. */
function compareAgents(ledger: Ledger, mrdId: string, a: LedgerAgent, b: LedgerAgent): number {
  const busy = liveTasks(ledger, a, mrdId) - liveTasks(ledger, b, mrdId);
  if (busy !== 0) return busy;
  return (a.mrds.get(mrdId)?.lastReadyAt ?? 0) - (b.mrds.get(mrdId)?.lastReadyAt ?? 0);
}

/**
 * Nobody who was before this task is passed over. A late tick serves its deadlines in the order in which they
 * fell due, so a pause that ends in the same tick (after `servedTo`) gives no right to be first.
 */
function checkPlace(
  ledger: Ledger,
  config: Config,
  task: LedgerTask,
  agent: LedgerAgent,
  { at, servedTo }: { at: number; servedTo: number },
): void {
  for (const other of ledger.tasks.values()) {
    if (other.state !== 'QUEUED' || other.id === task.id || other.mrdId !== task.mrdId) continue;
    // Its search is over; only the tick that says so is late.
    if (other.ttlAt <= at) continue;
    if (!isAsked(config, other, agent.id)) continue;
    if (compareTasks(ledger, config, other, task) >= 0) continue;
    demand(
      !askable(ledger, other, servedTo).includes(agent),
      'I6',
      () => `${agent.id} is offered ${task.id}, but ${other.id} was before it and waits for the same agent`,
    );
  }
}

function checkChoice(
  ledger: Ledger,
  config: Config,
  task: LedgerTask,
  chosen: LedgerAgent,
  at: number,
): void {
  const able = askable(ledger, task, at);
  const request = ledger.requests.get(task.requestId);
  demand(
    able.includes(chosen),
    'I6',
    () =>
      `${chosen.id} has had request ${task.requestId} and is asked again at ${at}; ` +
      `to be asked: ${able.map(({ id }) => id).join(', ') || 'nobody yet'}; ` +
      `had it: ${JSON.stringify([...(request?.tried ?? [])])}`,
  );
  const lastAgent = able.find(({ id }) => id === task.preferredAgentId);
  if (lastAgent !== undefined && request?.tried.has(lastAgent.id) !== true) {
    demand(
      chosen === lastAgent,
      'I6',
      () => `${task.id} goes past its customer's last agent ${lastAgent.id}`,
    );
    return;
  }
  const { queueId, mrdId } = task;
  if (queueId === null || mrdId === null || task.targetAgentId !== null) return;
  if (config.queues[queueId]?.selection !== 'LONGEST_AVAILABLE') return;
  for (const other of able) {
    demand(
      compareAgents(ledger, mrdId, other, chosen) >= 0,
      'I6',
      () => `${chosen.id} is asked, but ${other.id} has been available for longer or has fewer tasks`,
    );
  }
}

/** Checks an offer against what the ledger knew before it. `servedTo`: deadlines served before its turn. */
export function checkOffer(ledger: Ledger, event: Offered, servedTo: number): void {
  const task = ledger.tasks.get(event.taskId);
  const agent = ledger.agents.get(event.agentId);
  const { config } = ledger;
  demand(
    task !== undefined && agent !== undefined && config !== null,
    'I3',
    () => `${event.taskId} is offered to ${event.agentId}, who is not there`,
  );
  const why = obstacle(ledger, agent, task.mrdId);
  demand(
    why === null,
    why?.endsWith('taken') === true ? 'I2' : 'I3',
    () => `${event.taskId} is offered to ${event.agentId}: ${String(why)}`,
  );
  demand(
    isAsked(config, task, agent.id) && isOutside(ledger, task, agent.id),
    'I3',
    () => `${event.taskId} is offered to ${agent.id}, whom step ${task.step} of ${task.queueId} does not ask`,
  );
  checkPlace(ledger, config, task, agent, { at: event.at, servedTo });
  checkChoice(ledger, config, task, agent, event.at);
}

/** Q1: who waits has what the request asked for, or what the customer's labels give if that is more; nothing lower, nothing higher. */
export function checkLabels(ledger: Ledger): void {
  for (const task of ledger.tasks.values()) {
    if (task.state !== 'QUEUED' || !servesCustomer(task)) continue;
    const asked = ledger.requests.get(task.requestId)?.asked ?? 1;
    const wanted = Math.max(asked, ledger.conversations.get(task.conversationId)?.labelPriority ?? 1);
    demand(
      task.priority === wanted,
      'I6',
      () =>
        `${task.id} waits with priority ${task.priority}, and with its customer's labels it has ${wanted}`,
    );
  }
}

/** After a turn: nothing waits that somebody could take (L-R4). `at`: the time up to which deadlines were served. */
export function checkNobodyWaitsInVain(ledger: Ledger, at: number): void {
  if (![...ledger.agents.values()].some(({ state, connected }) => state === 'READY' && connected)) return;
  for (const task of ledger.tasks.values()) {
    if (task.state !== 'QUEUED' || task.ttlAt <= ledger.at) continue;
    // Whose pause ends just now may be asked by the tick that is on its way.
    const able = askable(ledger, task, at - 1);
    demand(
      able.length === 0,
      'I6',
      () =>
        `${task.id} waits in ${task.queueId}, though ${able.map(({ id }) => id).join(', ')} could take it`,
    );
  }
}
