import { describe, expect, it } from 'vitest';
import { SnapshotClock } from './snapshot-clock.ts';

describe('the snapshot clock', () => {
  it('strikes after so many events, those from before the start included', () => {
    const clock = new SnapshotClock(100, 60);
    clock.count(39);
    expect(clock.look()).toBe(false);
    clock.count(1);
    expect(clock.look()).toBe(true);
    clock.taken(1);
    expect(clock.look()).toBe(false);
  });

  it('lets a costly one wait for a quiet moment, but not for ever', () => {
    const clock = new SnapshotClock(100, 0);
    clock.count(100);
    clock.taken(500);
    clock.count(150);
    expect(clock.look()).toBe(false);
    expect(clock.look()).toBe(true);
    clock.count(900);
    expect(clock.look()).toBe(true);
  });
});
