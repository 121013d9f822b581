import { describe, expect, it } from 'vitest';
import { createWorkQueue } from './work-queue.ts';
import type { Work } from './work-queue.ts';

/** Work that ends when it is told to, and notes the order in which it began. */
function desk(atOnce: number, mostWaiting: number) {
  const queue = createWorkQueue({ atOnce, mostWaiting });
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const start = (name: string, network: string, further: Partial<Work> = {}) =>
    queue.run({ known: false, network, ...further }, () => {
      begun.push(name);
      return new Promise<string>((resolve) => ends.set(name, () => resolve(name)));
    });
  const end = async (name: string, work: Promise<unknown>) => {
    ends.get(name)?.();
    await work;
  };
  return { start, begun, end };
}

describe('the work of signing in', () => {
  it('is done so much at a time, known places first, then each network in turn', async () => {
    const { start, begun, end } = desk(1, 10);
    const first = start('first', 'a');
    const flood = ['a1', 'a2', 'a3'].map((name) => start(name, 'a'));
    const other = start('b1', 'b');
    const owner = start('owner', 'a', { known: true });
    expect(begun).toEqual(['first']);
    await end('first', first);
    await end('owner', owner);
    await end('a1', flood[0]!);
    await end('b1', other);
    await end('a2', flood[1]!);
    await end('a3', flood[2]!);
    expect(begun).toEqual(['first', 'owner', 'a1', 'b1', 'a2', 'a3']);
  });

  it('is refused early when too much waits; a network fills half of the room, and none of the owners’', async () => {
    const { start, end } = desk(1, 4);
    const first = start('first', 'a');
    const waiting = ['a1', 'a2'].map((name) => start(name, 'a'));
    await expect(start('a3', 'a')).rejects.toMatchObject({
      reason: 'busy',
      statusCode: 429,
      retryAfterMs: 2000,
    });
    const others = ['b1', 'b2'].map((name) => start(name, 'b'));
    await expect(start('c1', 'c')).rejects.toMatchObject({ reason: 'busy' });
    const owner = start('owner', 'c', { known: true });
    await end('first', first);
    await end('owner', owner);
    await end('a1', waiting[0]!);
    await end('b1', others[0]!);
    await end('a2', waiting[1]!);
    await end('b2', others[1]!);
  });

  it('leaves out what may be left out instead of waiting for it', async () => {
    const { start, end } = desk(2, 10);
    const decoy = start('decoy', 'a', { optional: true });
    expect(await start('second', 'a', { optional: true })).toBe('skipped');
    await end('decoy', decoy);
    const real = ['r1', 'r2'].map((name) => start(name, 'a'));
    expect(await start('third', 'a', { optional: true })).toBe('skipped');
    await end('r1', real[0]!);
    await end('r2', real[1]!);
  });

  it('frees its place when it fails', async () => {
    const queue = createWorkQueue({ atOnce: 1, mostWaiting: 1 });
    const work = { known: false, network: 'a' };
    await expect(queue.run(work, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await queue.run(work, () => Promise.resolve('yes'))).toBe('yes');
  });
});
