import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holdStill } from './use-stable-order.ts';

const ids = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'));

describe('an order that is looked at', () => {
  it('keeps the places of what stays, whatever comes, goes and becomes urgent', () => {
    fc.assert(
      fc.property(ids, ids, (shown, wanted) => {
        const held = holdStill(shown, wanted);
        expect([...held].sort()).toEqual([...wanted].sort());
        const stayed = shown.filter((id) => wanted.includes(id));
        expect(held.slice(0, stayed.length)).toEqual(stayed);
      }),
    );
  });
});
