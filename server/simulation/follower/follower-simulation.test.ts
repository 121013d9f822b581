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
  it('the follower has the same state, and every turn once and in order: the fixed seed', async () => {
    const { text, counts } = await verdict('desk-4', 3_000);
    expect(text).toBe('I13 holds');
    // Enough has happened for that to mean something.
    expect(counts.north.acknowledged).toBeGreaterThan(500);
    expect(counts.north.failed).toBeGreaterThan(5);
    expect(counts.north.skips).toBeGreaterThan(0);
  }, 120_000);

  it('holds for a fresh seed', async () => {
    const seed = randomBytes(6).toString('hex');
    process.stdout.write(`simulation with a follower: fresh seed ${seed}\n`);
    expect((await verdict(seed, 1_500)).text).toBe('I13 holds');
  }, 120_000);
});
