/**
 * Refuses what no honest client sends, before any schema looks at it: nesting without end, keys that reach for
 * the prototype, null bytes (which PostgreSQL cannot store), binary, numbers that JSON does not have.
 */

export type JsonLimits = {
  /** Levels of objects and arrays. */
  maxDepth: number;
  /** Values in all. */
  maxNodes: number;
  /** Characters of all strings and keys together. */
  maxCharacters: number;
};

const DEFAULT_LIMITS: JsonLimits = { maxDepth: 24, maxNodes: 20_000, maxCharacters: 1_000_000 };

/** What was found, in words for the refusal; `large` asks for 413 instead of 400. */
type UnsafeJson = { problem: string; large: boolean };

const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Looks through a value that came over the wire. Returns null when it is plain JSON within the limits.
 * Works without recursion, so that depth itself can do no harm.
 */
export function findUnsafe(value: unknown, limits: JsonLimits = DEFAULT_LIMITS): UnsafeJson | null {
  const values: unknown[] = [value];
  const depths: number[] = [0];
  let nodes = 0;
  let characters = 0;
  while (values.length > 0) {
    const current = values.pop();
    const depth = depths.pop() ?? 0;
    if (++nodes > limits.maxNodes) return { problem: 'too many values', large: true };
    switch (typeof current) {
      case 'string':
        characters += current.length;
        if (current.includes('\0')) return { problem: 'a null byte', large: false };
        break;
      case 'number':
        if (!Number.isFinite(current)) return { problem: 'a number that JSON does not have', large: false };
        break;
      case 'boolean':
      case 'undefined':
        break;
      case 'object': {
        if (current === null) break;
        if (depth >= limits.maxDepth) return { problem: 'nested too deeply', large: false };
        if (Array.isArray(current)) {
          for (const item of current) {
            values.push(item);
            depths.push(depth + 1);
          }
          break;
        }
        if (Object.getPrototypeOf(current) !== Object.prototype && Object.getPrototypeOf(current) !== null) {
          return { problem: 'something that is not JSON', large: false };
        }
        for (const key of Object.keys(current)) {
          if (FORBIDDEN_KEYS.has(key)) return { problem: `the key ${key}`, large: false };
          if (key.includes('\0')) return { problem: 'a null byte', large: false };
          characters += key.length;
          values.push((current as Record<string, unknown>)[key]);
          depths.push(depth + 1);
        }
        break;
      }
      default:
        return { problem: 'something that is not JSON', large: false };
    }
    if (characters > limits.maxCharacters) return { problem: 'too much text', large: true };
  }
  return null;
}
