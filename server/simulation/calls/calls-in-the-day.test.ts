import { describe, expect, it } from 'vitest';
import type { Core } from '../core.ts';
import { REAL_CORE } from '../core.ts';
import { simulate } from '../simulate.ts';
import { DAY_MUTANTS } from './day-mutants.ts';

/** The first broken rule of a history in which agents have telephones. */
function verdict(core: Core, seed: string, steps: number): string | null {
  return simulate(core, seed, steps, false, true).failure?.violation.message ?? null;
}

describe('calls in the big random day', () => {
  it.each(['b', 'c'])(
    'keep I1 to I12, I14 and V1 to V6 (%s)',
    (seed) => {
      expect(verdict(REAL_CORE, seed, 500)).toBeNull();
    },
    60_000,
  );

  it.each(DAY_MUTANTS.map((mutant) => [mutant.name, mutant] as const))(
    '%s is found',
    (_name, mutant) => {
      const core = mutant.breaks(REAL_CORE);
      const found = verdict(core, 'b', 300) ?? verdict(core, 'c', 700);
      expect(found ?? 'nothing was found').toMatch(new RegExp(`^(${mutant.found.join('|')}) `));
    },
    60_000,
  );
});
