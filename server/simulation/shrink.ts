/** Delta debugging: the shortest part of a history that still breaks the same invariant. */
import type { Core } from './core.ts';
import type { Step } from './history.ts';
import type { Invariant } from './violation.ts';
import { replay } from './simulate.ts';

/** How long shrinking may take, ms. What it has reached by then is what is shown. */
const PATIENCE = 30_000;

/** Below this many steps any two are tried together: one alone may change who is asked for the other. */
const FEW = 40;

/** Whose step it is: a conversation's, else an agent's. */
function subject(step: Step): string {
  if (step.do !== 'command') return 'agentId' in step ? step.agentId : step.do;
  const { command } = step;
  if ('conversationId' in command) return command.conversationId;
  if ('sessionId' in command) return command.sessionId;
  return 'agentId' in command ? command.agentId : command.type;
}

export function shrink(
  core: Core,
  history: readonly Step[],
  invariant: Invariant,
  patience: number = PATIENCE,
): Step[] {
  const deadline = Date.now() + patience;
  let best = [...history];
  /** Takes the steps over when they still fail; what comes after the failure is of no use. */
  const stillFails = (steps: readonly Step[]): boolean => {
    if (Date.now() > deadline) return false;
    const { failure, history: done } = replay(core, steps);
    if (failure?.violation.invariant !== invariant) return false;
    best = done;
    return true;
  };

  /** Leaves out ever smaller runs of units, the last ones first: they rarely build what the failure needs. */
  const thinOut = (unitsOf: (steps: readonly Step[]) => string[]): void => {
    for (let size = Math.ceil(new Set(unitsOf(best)).size / 2); ; size = Math.max(1, Math.floor(size / 2))) {
      let shortened = false;
      const units = [...new Set(unitsOf(best))];
      for (let end = units.length; end > 0; end -= size) {
        const without = new Set(units.slice(Math.max(0, end - size), end));
        const names = unitsOf(best);
        if (!names.some((name) => without.has(name))) continue;
        if (stillFails(best.filter((_, index) => !without.has(names[index] ?? '')))) shortened = true;
      }
      if (size === 1 && !shortened) return;
    }
  };

  const dropPairs = (): boolean => {
    for (let first = best.length - 1; first > 0; first--) {
      for (let second = first - 1; second >= 0; second--) {
        if (stillFails(best.filter((_, index) => index !== first && index !== second))) return true;
      }
    }
    return false;
  };

  stillFails(best);
  const numbers = new Map<Step, string>();
  const oneByOne = (steps: readonly Step[]) =>
    steps.map((step) => {
      const known = numbers.get(step) ?? String(numbers.size);
      numbers.set(step, known);
      return known;
    });
  thinOut((steps) => steps.map(subject));
  thinOut(oneByOne);
  while (best.length <= FEW && dropPairs()) thinOut(oneByOne);
  return best;
}
