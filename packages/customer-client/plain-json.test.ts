import { afterEach, expect, it } from 'vitest';
import { toJson, withPlainJson } from './plain-json.ts';

const owners: object[] = [Array.prototype, String.prototype, Object.prototype];

/** What prototype.js 1.6 does to a page. */
function spoil(): void {
  for (const owner of owners) {
    Object.defineProperty(owner, 'toJSON', {
      configurable: true,
      writable: true,
      value: () => 'spoilt',
    });
  }
}

afterEach(() => {
  for (const owner of owners) Reflect.deleteProperty(owner, 'toJSON');
});

it('writes what the language would write, on a page that has changed JSON', () => {
  const value = { list: [1, 'two', { three: 3 }], at: new Date(0) };
  const expected = JSON.stringify(value);
  spoil();
  expect(JSON.stringify(value)).not.toBe(expected);
  expect(toJson(value)).toBe(expected);
});

it('leaves the page as it was, also when the work fails', () => {
  spoil();
  expect(() =>
    withPlainJson(() => {
      throw new Error('on purpose');
    }),
  ).toThrow('on purpose');
  expect(JSON.stringify([1])).toBe('"spoilt"');
});
