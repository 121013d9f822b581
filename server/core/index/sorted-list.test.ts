import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SortedList } from './sorted-list.ts';

const byNumber = (a: number, b: number) => a - b;

describe('a sorted list', () => {
  it('is what an array that is sorted after each change would be', () => {
    const change = fc.record({ value: fc.integer({ min: 0, max: 3_000 }), insert: fc.boolean() });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 2_000, size: 'max' }), (changes) => {
        const list = new SortedList(byNumber);
        const model = new Set<number>();
        for (const { value, insert } of changes) {
          if (insert && !model.has(value)) {
            list.insert(value);
            model.add(value);
          } else if (!insert) {
            expect(list.delete(value)).toBe(model.delete(value));
          }
        }
        const sorted = [...model].sort(byNumber);
        expect([...list]).toEqual(sorted);
        expect(list.size).toBe(sorted.length);
        expect(list.first()).toBe(sorted[0]);
        expect(list.find((value) => value > 1_500)).toBe(sorted.find((value) => value > 1_500));
        expect(list.firstFrom(1_500)).toBe(sorted.find((value) => value >= 1_500));
        expect(list.rank(1_500)).toBe(sorted.filter((value) => value < 1_500).length);
      }),
      { numRuns: 60 },
    );
  });

  it('holds many items that come in order and go from the front', () => {
    const list = new SortedList(byNumber);
    for (let value = 0; value < 10_000; value++) list.insert(value);
    for (let value = 0; value < 9_990; value++) {
      expect(list.first()).toBe(value);
      list.delete(value);
    }
    expect([...list]).toHaveLength(10);
  });
});
