import { expect, it } from 'vitest';
import { SessionQuota } from './session-quota.ts';

const quotaOf = () =>
  new SessionQuota({ messagesPerMinute: 3, bytesPerMinute: 100, messages: 5, bytes: 200 });

it('limits messages by minute, and in all', () => {
  const quota = quotaOf();
  const taken = (now: number) => [1, 2, 3, 4].map(() => quota.take('a', 1, now));
  expect(taken(0)).toEqual([true, true, true, false]);
  expect(taken(60_000)).toEqual([true, true, false, false]);
  expect(quota.take('a', 1, 600_000)).toBe(false);
  expect(quota.take('b', 1, 0)).toBe(true);
});

it('limits bytes by minute, and in all; what is refused does not count', () => {
  const quota = quotaOf();
  expect([quota.take('a', 90, 0), quota.take('a', 20, 0), quota.take('a', 10, 0)]).toEqual([
    true,
    false,
    true,
  ]);
  expect([quota.take('a', 100, 60_000), quota.take('a', 1, 120_000)]).toEqual([true, false]);
});
