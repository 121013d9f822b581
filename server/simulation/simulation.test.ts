import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { EVENT_KINDS } from '../core/event-kinds.ts';
import { COMMAND_KINDS } from '../core/vocabulary.ts';
import type { Step } from './history.ts';
import { REAL_CORE } from './core.ts';
import { replay, simulate } from './simulate.ts';

/** A broken invariant as one line: what to run to see it again. */
function verdict(seed: string, { failure }: ReturnType<typeof simulate>): string {
  return failure === null
    ? 'I1 to I12 and I14 hold'
    : `npm run simulate -- --seed ${seed}: step ${failure.step}, ${failure.violation.message}`;
}

/** Supervisors at telephones have a simulation of their own (calls/calls.test.ts). */
const ELSEWHERE = ['call.monitor', 'call.endMonitoring', 'agent.callMonitored', 'agent.callMonitoringEnded'];

/** Two of them show what is rare; when the traffic changes, others may. */
const DAYS_WITH_CALLS = ['seed 2', 'seed 4', ...Array.from({ length: 10 }, (_, at) => `seed ${at + 5}`)];

describe('simulation of the core', () => {
  it('L-M1, L-M5, L-S11, L-R2, L-R3, L-R4, L-R6, L-R7: I1 to I12 and I14 hold after each of 10,000 steps of the fixed seed', () => {
    const result = simulate(REAL_CORE, 'agent-desk', 10_000, true);
    expect(verdict('agent-desk', result)).toBe('I1 to I12 and I14 hold');
    // Enough has happened for that to mean something.
    expect(result.summary.offers).toBeGreaterThan(250);
    expect(result.summary.crashes).toBeGreaterThan(25);
    expect(result.summary.refused).toBeGreaterThan(250);
    // Every command was accepted once at least, and every event was there: the rarer ones in days with telephones.
    const missing = new Set([...COMMAND_KINDS, ...EVENT_KINDS]);
    for (const kind of [...result.summary.kinds, ...ELSEWHERE]) missing.delete(kind);
    for (const seed of DAYS_WITH_CALLS) {
      if (missing.size === 0) break;
      const day = simulate(REAL_CORE, seed, 1_500, false, true);
      expect(verdict(seed, day)).toBe('I1 to I12 and I14 hold');
      for (const kind of day.summary.kinds) missing.delete(kind);
    }
    expect([...missing]).toEqual([]);
  }, 240_000);

  it('holds for fresh seeds: many short histories find more than a long one', () => {
    for (let histories = 0; histories < 4; histories += 1) {
      const seed = randomBytes(6).toString('hex');
      process.stdout.write(`simulation: fresh seed ${seed}\n`);
      expect(verdict(seed, simulate(REAL_CORE, seed, 1_500, true))).toBe('I1 to I12 and I14 hold');
    }
  }, 240_000);

  it('does the same again for the same seed, and for the history that a seed made', () => {
    const first = simulate(REAL_CORE, 'again', 1500);
    const second = simulate(REAL_CORE, 'again', 1500);
    expect(second.history).toEqual(first.history);
    expect(second.summary).toEqual(first.summary);
    const told = JSON.parse(JSON.stringify(first.history)) as Step[];
    expect(replay(REAL_CORE, told).summary).toEqual(first.summary);
  });
});
