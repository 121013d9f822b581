import { describe, expect, it } from 'vitest';
import type { Result } from '../simulate.ts';
import { REAL_CORE } from '../core.ts';
import { shrink } from '../shrink.ts';
import { replay, simulate } from '../simulate.ts';
import { MUTANTS } from './index.ts';

/** Many short histories find more than a long one. */
const SEEDS = ['first', ...Array.from({ length: 24 }, (_, at) => `seed ${at + 1}`)];
const STEPS = 2000;

/** The histories that show a defect soonest are tried first. When the traffic changes, others are found, only later. */
const SOONEST: ReadonlyMap<string, string> = new Map([
  ['accept-after-expiry', 'seed 7'],
  ['superseded-timer', 'seed 7'],
  ['ringing-for-ever', 'seed 2'],
  ['forgotten-at-logout', 'seed 3'],
  ['entered-wrapup-lost', 'seed 3'],
  ['closes-what-is-closed', 'seed 14'],
  ['orphan-stops-the-clock', 'seed 1'],
  ['transfer-keeps-its-agent', 'seed 2'],
  ['transfer-loses-the-customer', 'seed 2'],
  ['back-to-the-requester', 'seed 9'],
  ['fallback-forgotten', 'seed 3'],
  ['helper-promoted-unseen', 'seed 16'],
  ['one-agent-too-many', 'seed 2'],
  ['forgets-lists', 'seed 5'],
  ['parked-stays-active', 'seed 8'],
  ['joins-twice', 'seed 11'],
  ['rest-counts-silence', 'seed 1'],
  ['supervisor-of-everybody', 'seed 3'],
  ['forced-out-and-forgotten', 'seed 9'],
  ['answer-awaited-for-ever', 'seed 1'],
  ['life-not-seen', 'seed 2'],
  ['labels-raise-new-requests-alone', 'first'],
  ['calls-back-and-keeps-them', 'seed 7'],
  ['offer-to-lost-session', 'seed 1'],
  ['calls-interrupt-nothing', 'seed 2'],
  ['asked-again', 'seed 2'],
  ['timers-start-anew', 'seed 3'],
  ['a-fact-changes', 'seed 2'],
  ['supervising-takes-a-place', 'seed 14'],
]);

function hunt(name: string, core: typeof REAL_CORE): Result | null {
  for (const seed of new Set([SOONEST.get(name) ?? 'first', ...SEEDS])) {
    const result = simulate(core, seed, STEPS);
    if (result.failure !== null) return result;
  }
  return null;
}

describe('rules broken on purpose', () => {
  it.each(MUTANTS.map((mutant) => [mutant.name, mutant] as const))(
    `%s is found within ${SEEDS.length * STEPS} steps`,
    (name, mutant) => {
      const found = hunt(name, mutant.breaks(REAL_CORE));
      expect(found?.failure?.violation.message ?? 'nothing was found').toMatch(
        new RegExp(`^(${mutant.found.join('|')}) `),
      );
    },
    60_000,
  );

  it('is told as a short history that fails again, and only with the defect', () => {
    const mutant = MUTANTS.find(({ name }) => name === 'whisper-to-customer')!;
    const core = mutant.breaks(REAL_CORE);
    const { history, failure } = simulate(core, 'first', STEPS);
    const shortest = shrink(core, history, failure!.violation.invariant);
    // Configuration, sign-in, ready, customer, acceptance and whisper are the least it takes.
    expect(shortest.length).toBeLessThanOrEqual(12);
    expect(replay(core, shortest).failure?.violation.invariant).toBe('I10');
    expect(replay(REAL_CORE, shortest).failure).toBeNull();
  }, 60_000);
});
