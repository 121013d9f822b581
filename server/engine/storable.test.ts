import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isStorable } from './storable.ts';

const nested = (depth: number): unknown => (depth === 0 ? 'x' : { a: [nested(depth - 1)] });

describe('what can be stored', () => {
  it('is every text that is one', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => isStorable(text.replaceAll('\0', ''))));
    expect(isStorable({ emoji: '\u{1f468}\u200d\u{1f469}', backslash: '\\u0000', control: '\u0001' })).toBe(
      true,
    );
    expect(isStorable([null, true, 1, { a: [] }])).toBe(true);
  });

  it('is no null byte and no half of a pair, wherever it stands', () => {
    expect(isStorable({ a: [{ b: 'x\0' }] })).toBe(false);
    expect(isStorable({ 'key\0': 1 })).toBe(false);
    expect(isStorable(['\ud83d'])).toBe(false);
    expect(isStorable('\udc00\ud800')).toBe(false);
  });

  it('is nothing that is nested without end', () => {
    expect(isStorable(nested(20))).toBe(true);
    expect(isStorable(nested(40))).toBe(false);
  });
});
