import { describe, expect, it } from 'vitest';
import type { Result } from '../simulate.ts';
import { REAL_CORE } from '../core.ts';
import { shrink } from '../shrink.ts';
import { replay, simulate } from '../simulate.ts';
import { MUTANTS } from './index.ts';

const SEEDS = ['first', 'second', 'third'];
const STEPS = 6000;

function hunt(core: typeof REAL_CORE): Result | null {
  for (const seed of SEEDS) {
    const result = simulate(core, seed, STEPS);
    if (result.failure !== null) return result;
  }
  return null;
}

describe('rules broken on purpose', () => {
  it.each(MUTANTS.map((mutant) => [mutant.name, mutant] as const))(
    `%s is found within ${SEEDS.length * STEPS} steps`,
    (_name, mutant) => {
      const found = hunt(mutant.breaks(REAL_CORE));
      expect(found?.failure?.violation.message ?? 'nothing was found').toMatch(
        new RegExp(`^(${mutant.found.join('|')}) `),
      );
    },
    60_000,
  );

  it('is told as a short history that fails again, and only with the defect', () => {
    const mutant = MUTANTS.find(({ name }) => name === 'whisper-to-customer')!;
    const core = mutant.breaks(REAL_CORE);
    const { history, failure } = simulate(core, 'second', STEPS);
    const shortest = shrink(core, history, failure!.violation.invariant);
    // Configuration, sign-in, ready, customer, acceptance and whisper are the least it takes.
    expect(shortest.length).toBeLessThanOrEqual(12);
    expect(replay(core, shortest).failure?.violation.invariant).toBe('I10');
    expect(replay(REAL_CORE, shortest).failure).toBeNull();
  }, 60_000);
});
