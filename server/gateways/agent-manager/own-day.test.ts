import { describe, expect, it } from 'vitest';
import { readyTime } from './own-day.ts';

const DAY = 1_000_000;

describe('the time that an agent was ready today', () => {
  it('is the sum of what has ended', () => {
    const rows = [
      { state: 'NOT_READY', since: DAY + 10 },
      { state: 'READY', since: DAY + 100 },
      { state: 'NOT_READY', since: DAY + 400 },
      { state: 'READY', since: DAY + 500 },
      { state: 'LOGOUT', since: DAY + 600 },
    ] as const;
    expect(readyTime(rows, DAY)).toEqual({ readyMs: 400, readySince: null });
  });

  it('goes on from its beginning, also through a second READY', () => {
    const rows = [
      { state: 'READY', since: DAY + 100 },
      { state: 'READY', since: DAY + 300 },
    ] as const;
    expect(readyTime(rows, DAY)).toEqual({ readyMs: 200, readySince: DAY + 300 });
  });

  it('begins with the day, for whoever was ready over midnight', () => {
    expect(readyTime([{ state: 'READY', since: DAY - 5_000 }], DAY)).toEqual({ readyMs: 0, readySince: DAY });
    const rows = [
      { state: 'READY', since: DAY - 5_000 },
      { state: 'NOT_READY', since: DAY + 700 },
    ] as const;
    expect(readyTime(rows, DAY)).toEqual({ readyMs: 700, readySince: null });
    expect(readyTime([], DAY)).toEqual({ readyMs: 0, readySince: null });
  });
});
