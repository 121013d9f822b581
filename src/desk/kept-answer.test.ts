import { describe, expect, it } from 'vitest';
import { keptAnswer } from './kept-answer.ts';

describe('an answer about the configuration', () => {
  it('is asked for once in a while, so that a change is seen', async () => {
    let now = 0;
    let configured = 'Lunch';
    let asked = 0;
    const reasons = keptAnswer(
      () => {
        asked += 1;
        return Promise.resolve(configured);
      },
      () => now,
    );
    expect(await Promise.all([reasons(), reasons()])).toEqual(['Lunch', 'Lunch']);
    configured = 'Break';
    now = 30_000;
    expect(await reasons()).toBe('Lunch');
    expect(asked).toBe(1);
    now = 61_000;
    expect(await reasons()).toBe('Break');
  });

  it('stays what it was when it cannot be had, and is an error only when it never could', async () => {
    let now = 0;
    let reachable = false;
    const form = keptAnswer(
      () => (reachable ? Promise.resolve('form') : Promise.reject(new Error('offline'))),
      () => now,
    );
    await expect(form()).rejects.toThrow('offline');
    reachable = true;
    expect(await form()).toBe('form');
    reachable = false;
    now = 120_000;
    expect(await form()).toBe('form');
  });
});
