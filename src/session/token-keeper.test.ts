import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepTokens, type TokenKeeper, type TokenSource } from './token-keeper.ts';

/** Seconds that a token lasts. */
const LIFE = 300;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let refreshes: number;
let asked: number;
let refuse: 'no' | 'unreachable' | 'ended';
let keeper: TokenKeeper;
let shown: string[];
let ended: number;

const source: TokenSource = {
  current: () => ({ token: `token-${refreshes}`, lasts: LIFE * 1000 }),
  refresh: () => {
    asked += 1;
    if (refuse !== 'no') return Promise.reject(new Error('no'));
    refreshes += 1;
    return Promise.resolve();
  },
  ended: () => refuse === 'ended',
};

beforeEach(() => {
  vi.useFakeTimers({ now: 1_800_000_000_000 });
  refreshes = 0;
  asked = 0;
  refuse = 'no';
  shown = [];
  ended = 0;
  keeper = keepTokens(source, {
    now: () => Date.now(),
    steady: () => performance.now(),
    onToken: (token) => shown.push(token),
    onEnded: () => {
      ended += 1;
    },
  });
});

afterEach(() => {
  keeper.stop();
  vi.useRealTimers();
});

describe('the token keeper', () => {
  it('L-M14: replaces the token at 80 % of its life, again and again', async () => {
    await vi.advanceTimersByTimeAsync((LIFE * 0.8 - 1) * 1000);
    expect(shown).toEqual([]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(shown).toEqual(['token-1']);
    await vi.advanceTimersByTimeAsync(LIFE * 0.8 * 1000);
    expect(shown).toEqual(['token-1', 'token-2']);
  });

  it('L-M14: replaces it once when the server no longer takes it, however many ask', async () => {
    const tokens = await Promise.all([keeper.token(true), keeper.token(true), keeper.token(true)]);
    expect(tokens).toEqual(['token-1', 'token-1', 'token-1']);
    expect(refreshes).toBe(1);
  });

  it('L-M14: has a good one after the machine slept over its end', async () => {
    // While a machine sleeps no timer runs; only the clock goes on.
    vi.setSystemTime(Date.now() + 3 * 3600 * 1000);
    keeper.wake();
    await vi.advanceTimersByTimeAsync(0);
    expect(shown).toEqual(['token-1']);
    expect(await keeper.token(false)).toBe('token-1');
  });

  it('L-M14: tries on while nobody can be reached, without ending the sign-in', async () => {
    refuse = 'unreachable';
    await vi.advanceTimersByTimeAsync(LIFE * 1000);
    expect(ended).toBe(0);
    refuse = 'no';
    await vi.advanceTimersByTimeAsync(10_000);
    expect(shown).toEqual(['token-1']);
  });

  it.each([10_000, 3 * MINUTE, 10 * MINUTE, 2 * DAY].flatMap((off) => [off, -off]))(
    'asks no more and no less often when the clock of the machine is set by %i ms',
    async (off) => {
      await vi.advanceTimersByTimeAsync(MINUTE);
      vi.setSystemTime(Date.now() + off);
      keeper.wake();
      for (let i = 0; i < 100; i += 1) await keeper.token(false);
      await vi.advanceTimersByTimeAsync(LIFE * 0.8 * 1000);
      // One that has run out by the clock is replaced once; none is believed longer than it lasts.
      expect(asked).toBeGreaterThanOrEqual(1);
      expect(asked).toBeLessThanOrEqual(2);
      expect(ended).toBe(0);
      const before = asked;
      await vi.advanceTimersByTimeAsync(10 * LIFE * 0.8 * 1000);
      expect(asked - before).toBe(10);
    },
  );

  it('asks for no more than one new token at a time and in a while, whatever the server refuses', async () => {
    for (let second = 0; second < 60; second += 1) {
      await Promise.all([keeper.token(true), keeper.token(true)]);
      await vi.advanceTimersByTimeAsync(1000);
    }
    expect(asked).toBeLessThanOrEqual(13);
  });

  it('does not pass everybody who asks during an outage on to the provider', async () => {
    refuse = 'unreachable';
    await vi.advanceTimersByTimeAsync(LIFE * 1000);
    const before = asked;
    for (let i = 0; i < 50; i += 1) await expect(keeper.token(false)).rejects.toThrow();
    expect(asked - before).toBeLessThanOrEqual(1);
  });

  it('says so when the sign-in itself is over', async () => {
    refuse = 'ended';
    await expect(keeper.token(true)).rejects.toThrow();
    expect(ended).toBe(1);
  });

  it('gives the one that is still good without asking anybody', async () => {
    expect(await keeper.token(false)).toBe('token-0');
    expect(refreshes).toBe(0);
  });
});
