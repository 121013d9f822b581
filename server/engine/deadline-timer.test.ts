import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DeadlineTimer } from './deadline-timer.ts';

describe('the deadline timer', () => {
  let woken: number[];
  let timer: DeadlineTimer;

  beforeEach(() => {
    vi.useFakeTimers({ now: 0 });
    woken = [];
    timer = new DeadlineTimer(Date.now, 20, () => woken.push(Date.now()));
  });
  afterEach(() => {
    timer.stop();
    vi.useRealTimers();
  });

  it('wakes at the deadline, and not again', () => {
    timer.set(500);
    vi.advanceTimersByTime(2_000);
    expect(woken).toEqual([500]);
  });

  it('follows a deadline that comes nearer', () => {
    timer.set(500);
    timer.set(200);
    vi.advanceTimersByTime(200);
    expect(woken).toEqual([200]);
  });

  it('wakes soon, not at once, for what is due: a deadline that cannot be met must not spin', () => {
    timer.set(-1_000);
    expect(woken).toEqual([]);
    vi.advanceTimersByTime(20);
    expect(woken).toEqual([20]);
  });

  it('looks now and then on the way to a far deadline, in case the clock is changed', () => {
    timer.set(100_000);
    vi.advanceTimersByTime(30_000);
    expect(woken).toEqual([30_000]);
  });

  it('sleeps when there is nothing to wait for', () => {
    timer.set(500);
    timer.set(null);
    vi.advanceTimersByTime(1_000);
    expect(woken).toEqual([]);
  });
});
