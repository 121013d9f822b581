import { describe, expect, it } from 'vitest';
import { ERRORS, isErrorCode, ProtocolError } from './errors.ts';
import { findUnsafe } from './safe-json.ts';

describe('what no honest client sends', () => {
  it.each<[string, unknown, string]>([
    ['a key __proto__', JSON.parse('{"a":{"__proto__":{}}}'), '__proto__'],
    ['a key constructor', { constructor: 1 }, 'constructor'],
    ['a key prototype', [{ prototype: 1 }], 'prototype'],
    ['a null byte in a text', { a: ['x\0'] }, 'null byte'],
    ['a null byte in a key', { 'a\0': 1 }, 'null byte'],
    ['binary', { file: new Uint8Array(3) }, 'not JSON'],
    ['a function', { f: () => 1 }, 'not JSON'],
    ['a number that JSON does not have', { n: Infinity }, 'number'],
  ])('%s is found', (_what, value, problem) => {
    expect(findUnsafe(value)).toMatchObject({
      problem: expect.stringContaining(problem) as string,
      large: false,
    });
  });

  it('depth, count and length have limits, and looking takes no recursion', () => {
    let deep: unknown = 1;
    for (let i = 0; i < 200_000; i++) deep = [deep];
    expect(findUnsafe(deep)).toMatchObject({ problem: 'nested too deeply' });
    expect(findUnsafe(Array.from({ length: 30_000 }, () => 1))).toMatchObject({ large: true });
    expect(findUnsafe('x'.repeat(1_000_001))).toMatchObject({ large: true });
  });

  it('ordinary JSON passes, whatever its texts say', () => {
    expect(
      findUnsafe({ a: [1, null, true, 'constructor', '__proto__', '<script>'], b: { c: {} } }),
    ).toBeNull();
    expect(findUnsafe(undefined)).toBeNull();
  });
});

describe('refusals', () => {
  it('every code has a status of its kind and a sentence', () => {
    for (const [code, { statusCode, msg }] of Object.entries(ERRORS)) {
      expect(statusCode, code).toBeGreaterThanOrEqual(400);
      expect(statusCode, code).toBeLessThan(600);
      expect(msg, code).toMatch(/\.$/);
    }
    expect(isErrorCode('toString')).toBe(false);
    expect(new ProtocolError('TASK_EXPIRED').statusCode).toBe(410);
  });
});
