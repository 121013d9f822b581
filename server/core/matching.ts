/** Steps and routing attributes (Q3): which agents a queue asks, and from when on. */
import type { AgentConfig, Config, Expression, Queue, Step, Term } from './config.ts';
import { lookup } from './lookup.ts';

/** The first step at which an agent belongs to a queue, and the sum of the attribute values that matched. */
type Match = { step: number; skill: number };

/** An agent's value; null for an attribute that is not configured (then no term about it holds). */
function valueOf(config: Config, agent: AgentConfig, attributeId: string): number | null {
  const attribute = lookup(config.attributes, attributeId);
  if (attribute === undefined) return null;
  return lookup(agent.attributes, attributeId) ?? attribute.defaultValue;
}

function termHolds(term: Term, value: number | null): boolean {
  if (value === null) return false;
  switch (term.operator) {
    case '==':
      return value === term.value;
    case '!=':
      return value !== term.value;
    case '<':
      return value < term.value;
    case '<=':
      return value <= term.value;
    case '>':
      return value > term.value;
    case '>=':
      return value >= term.value;
  }
}

/** Strictly left to right: `a OR b AND c` is `(a OR b) AND c`, as the sources have it. */
function leftToRight<T extends { join: 'AND' | 'OR' | null }>(
  items: readonly T[],
  holds: (item: T) => boolean,
): boolean {
  let result = true;
  items.forEach((item, i) => {
    // Every item is looked at, also where the result is settled: matched values are collected on the way.
    const here = holds(item);
    if (i === 0) result = here;
    else result = item.join === 'OR' ? result || here : result && here;
  });
  return result;
}

function matchStep(config: Config, agent: AgentConfig, step: Step): number | null {
  const matched = new Map<string, number>();
  const expressionHolds = (expression: Expression) =>
    leftToRight(expression.terms, (term) => {
      const value = valueOf(config, agent, term.attributeId);
      const holds = termHolds(term, value);
      if (holds && value !== null) matched.set(term.attributeId, value);
      return holds;
    });
  if (!leftToRight(step.expressions, expressionHolds)) return null;
  let skill = 0;
  for (const value of matched.values()) skill += value;
  return skill;
}

/** Steps of a queue, at least one: a queue without steps asks everybody at once. */
export function stepCount(queue: Queue): number {
  return Math.max(1, queue.steps.length);
}

/**
 * Steps are cumulative, so the first one that an agent matches says it all: from there on the agent is asked.
 * Null: never.
 */
export function matchQueue(config: Config, agent: AgentConfig, queue: Queue): Match | null {
  if (queue.steps.length === 0) return { step: 0, skill: 0 };
  for (const [index, step] of queue.steps.entries()) {
    const skill = matchStep(config, agent, step);
    if (skill !== null) return { step: index, skill };
  }
  return null;
}

/** When the step after `step` begins, or null at the last one. */
export function nextStepAt(queue: Queue, step: number, from: number): number | null {
  const current = queue.steps[step];
  return current === undefined || step >= queue.steps.length - 1 ? null : from + current.timeoutMs;
}
