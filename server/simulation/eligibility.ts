/** Who may take what, read from Q1–Q12, D10 and D11 anew: scanning, without an index. */
import type { Config, Term } from '../core/config.ts';
import type { Ledger, LedgerAgent, LedgerTask } from './ledger.ts';

/** Verdicts by configuration, `queue step agent`: configurations are values and never change. */
const circles = new WeakMap<Config, Map<string, boolean>>();

function compare(term: Term, value: number): boolean {
  if (term.operator === '==') return value === term.value;
  if (term.operator === '!=') return value !== term.value;
  if (term.operator === '<') return value < term.value;
  if (term.operator === '<=') return value <= term.value;
  if (term.operator === '>') return value > term.value;
  return value >= term.value;
}

function judge(config: Config, queueId: string, step: number, agentId: string): boolean {
  const queue = config.queues[queueId];
  const agent = config.agents[agentId];
  if (queue === undefined || agent === undefined) return false;
  if (config.mrds[queue.mrdId]?.managedByRouting !== true) return false;
  if (agent.maxTasks[queue.mrdId] === undefined) return false;
  if (queue.memberIds !== null && !queue.memberIds.includes(agentId)) return false;
  if (queue.steps.length === 0) return true;
  // Cumulative: a later step keeps the agents of the earlier ones.
  return queue.steps.slice(0, step + 1).some(({ expressions }) =>
    expressions.reduce((so, { terms, join }, index) => {
      const holds = terms.reduce((before, term, at) => {
        const attribute = config.attributes[term.attributeId];
        const value = agent.attributes[term.attributeId] ?? attribute?.defaultValue;
        const here = attribute !== undefined && value !== undefined && compare(term, value);
        if (at === 0) return here;
        return term.join === 'OR' ? before || here : before && here;
      }, true);
      if (index === 0) return holds;
      return join === 'OR' ? so || holds : so && holds;
    }, true),
  );
}

/** Whether the queue asks this agent once the step is reached. */
export function inCircle(config: Config, queueId: string, step: number, agentId: string): boolean {
  let known = circles.get(config);
  if (known === undefined) circles.set(config, (known = new Map<string, boolean>()));
  const key = `${queueId} ${step} ${agentId}`;
  let verdict = known.get(key);
  if (verdict === undefined) known.set(key, (verdict = judge(config, queueId, step, agentId)));
  return verdict;
}

/** Tasks of the agent in this MRD: offered, owned, wrapping up. */
export function liveTasks(ledger: Ledger, agent: LedgerAgent, mrdId: string): number {
  let live = 0;
  for (const id of agent.tasks) if (ledger.tasks.get(id)?.mrdId === mrdId) live += 1;
  return live;
}

/** I3 and I2: why the agent can't be offered anything in this MRD now, or null when they can. */
export function obstacle(ledger: Ledger, agent: LedgerAgent, mrdId: string | null): string | null {
  if (mrdId === null) return 'the task takes no slot, and whoever does it asks for it';
  if (agent.state !== 'READY') return `the agent is ${agent.state}`;
  if (!agent.connected) return "the agent's session is lost";
  const mrd = agent.mrds.get(mrdId)?.state;
  if (mrd !== 'READY' && mrd !== 'ACTIVE') return `the MRD is ${String(mrd)}`;
  const max = ledger.config?.agents[agent.id]?.maxTasks[mrdId] ?? 0;
  const live = liveTasks(ledger, agent, mrdId);
  return live < max ? null : `all ${max} slots are taken`;
}

/** Whether the task is for this agent at all: named, or in the circle that its queue has reached. */
export function isAsked(
  config: Config,
  { targetAgentId, queueId, step }: LedgerTask,
  agentId: string,
): boolean {
  if (targetAgentId !== null) return targetAgentId === agentId;
  return queueId !== null && inCircle(config, queueId, step, agentId);
}

/** Whoever is in the conversation already is not asked to come; who made the request is asked by name alone (D14). */
export function isOutside(
  ledger: Ledger,
  { conversationId, requesterId, targetAgentId }: LedgerTask,
  agentId: string,
): boolean {
  if (agentId === requesterId && agentId !== targetAgentId) return false;
  const participants = ledger.conversations.get(conversationId)?.participants.values() ?? [];
  return ![...participants].some(({ kind, ref }) => kind === 'AGENT' && ref === agentId);
}

/** Could be offered the task now, leaving aside that they may have had the request before. */
export function couldTake(ledger: Ledger, agent: LedgerAgent, task: LedgerTask): boolean {
  return (
    ledger.config !== null &&
    isAsked(ledger.config, task, agent.id) &&
    isOutside(ledger, task, agent.id) &&
    obstacle(ledger, agent, task.mrdId) === null
  );
}

/** D11: how long somebody who let the request go is left alone with it; of queue, MRD or channel. */
function pauseOf(ledger: Ledger, config: Config, task: LedgerTask): number {
  const [sessionId] = ledger.conversations.get(task.conversationId)?.sessions ?? [];
  const channelId = sessionId === undefined ? undefined : ledger.sessions.get(sessionId)?.channelId;
  return (
    config.queues[task.queueId ?? '']?.rules.reofferAfterMs ??
    config.mrds[task.mrdId ?? '']?.rules.reofferAfterMs ??
    (channelId === undefined ? undefined : config.channels[channelId]?.rules.reofferAfterMs) ??
    config.rules.reofferAfterMs
  );
}

/**
 * Those who are to be asked for the task now: everybody eligible who has not had the request; if there are
 * none, those whose pause is over at `at`.
 */
export function askable(ledger: Ledger, task: LedgerTask, at: number): LedgerAgent[] {
  const { config } = ledger;
  if (config === null) return [];
  const tried = ledger.requests.get(task.requestId)?.tried;
  const able: LedgerAgent[] = [];
  let untried = 0;
  for (const agent of ledger.agents.values()) {
    if (agent.state !== 'READY' || !couldTake(ledger, agent, task)) continue;
    able.push(agent);
    if (tried?.has(agent.id) !== true) untried += 1;
  }
  if (tried === undefined || untried === able.length) return able;
  if (untried > 0) return able.filter(({ id }) => !tried.has(id));
  const pause = pauseOf(ledger, config, task);
  return able.filter(({ id }) => (tried.get(id) ?? 0) + pause <= at);
}
