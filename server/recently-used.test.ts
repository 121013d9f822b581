import { expect, it } from 'vitest';
import { recentlyUsed } from './recently-used.ts';

it('forgets what was used longest ago, and keeps what was used meanwhile', () => {
  const kept = recentlyUsed<string, number>(2);
  kept.set('a', 1).set('b', 2);
  expect(kept.get('a')).toBe(1);
  kept.set('c', 3);
  expect([...kept.keys()].sort()).toEqual(['a', 'c']);
});
