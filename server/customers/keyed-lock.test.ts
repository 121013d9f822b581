import { setImmediate as later } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { KeyedLock } from './keyed-lock.ts';

it('runs one at a time per key, in order, after failures too, and remembers no key for ever', async () => {
  const lock = new KeyedLock();
  const log: string[] = [];
  const work = (name: string, key: string, fails = false) =>
    lock.run(key, async () => {
      log.push(`${name} begins`);
      await later();
      log.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    });
  const results = await Promise.allSettled([work('a', 'k', true), work('b', 'k'), work('c', 'k')]);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
  expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  log.length = 0;
  await Promise.all([work('d', 'one'), work('e', 'two')]);
  expect(log.slice(0, 2)).toEqual(['d begins', 'e begins']);
  expect(lock.size).toBe(0);
});
