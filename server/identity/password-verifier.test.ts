import { beforeAll, describe, expect, it } from 'vitest';
import { hashPassword } from '../configuration/password.ts';
import { createPasswordVerifier } from './password-verifier.ts';
import { createWorkQueue } from './work-queue.ts';

const work = { known: false, network: '192.0.2.1' };
let encoded: string;
/** What one full check costs a core. */
let costMs: number;
beforeAll(async () => {
  const used = process.cpuUsage();
  encoded = await hashPassword('right');
  costMs = process.cpuUsage(used).user / 1000;
});

describe('checking passwords', () => {
  it('knows the right one again and refuses the others', async () => {
    const verifier = createPasswordVerifier(createWorkQueue({ atOnce: 2, mostWaiting: 10 }));
    expect(await verifier.verify('right', encoded, work)).toBe(true);
    expect(await verifier.verify('right', encoded, work)).toBe(true);
    expect(await verifier.verify('wrong', encoded, work)).toBe(false);
    expect(await verifier.verify('', null, work)).toBe(false);
  });

  it('a right one passes 150 names that nobody has, from the same network, without waiting for them', async () => {
    const verifier = createPasswordVerifier(createWorkQueue({ atOnce: 2, mostWaiting: 200 }));
    const used = process.cpuUsage();
    const flood = Array.from({ length: 150 }, () => verifier.verify('guess', null, work));
    expect(await verifier.verify('right', encoded, work)).toBe(true);
    expect(new Set(await Promise.all(flood))).toEqual(new Set([false]));
    // Each of them at its full cost would be 150 times the work of one.
    const { user } = process.cpuUsage(used);
    expect(user / 1000).toBeLessThan(costMs * 50);
  });
});
