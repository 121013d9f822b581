import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { REAL_CORE } from '../core.ts';
import { simulateFollower } from './simulate-follower.ts';

async function verdict(seed: string, steps: number) {
  const { violation, step, counts } = await simulateFollower(REAL_CORE, seed, steps);
  const text =
    violation === null
      ? 'I13 holds'
      : `npm run simulate -- --follower --seed ${seed}: step ${step}, ${violation.message}`;
  return { text, counts };
}

describe('simulation of an owner with a follower', () => {
  it('the follower has the same state, and every turn once and in order: fixed seeds', async () => {
    const sum = { acknowledged: 0, failed: 0, skips: 0 };
    const isEnough = (): boolean => sum.acknowledged > 500 && sum.failed > 5 && sum.skips > 0;
    // Each is another day; they go on until enough has happened for that to mean something.
    for (let day = 27; day < 60 && !isEnough(); day += 1) {
      const { text, counts } = await verdict(`desk-${day}`, 1_500);
      expect(text).toBe('I13 holds');
      sum.acknowledged += counts.north.acknowledged;
      sum.failed += counts.north.failed;
      sum.skips += counts.north.skips;
    }
    expect(sum).toSatisfy(isEnough);
  }, 120_000);

  it('holds for a fresh seed', async () => {
    const seed = randomBytes(6).toString('hex');
    process.stdout.write(`simulation with a follower: fresh seed ${seed}\n`);
    expect((await verdict(seed, 1_500)).text).toBe('I13 holds');
  }, 120_000);
});
