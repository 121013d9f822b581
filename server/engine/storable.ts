/**
 * What the store cannot keep is refused before it is decided, so that one bad value never fails the batch in
 * which it stands with others. PostgreSQL takes no null byte and no half of a surrogate pair in a text.
 */
const UNSTORABLE = /[\0\p{Surrogate}]/u;

/** Deeper than any message is, far less deep than what breaks a parser. */
const MAX_DEPTH = 64;

/** Whether every text and key in `value` can be stored, and it is not nested too deeply. */
export function isStorable(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return !UNSTORABLE.test(value);
  if (typeof value !== 'object' || value === null) return true;
  if (depth >= MAX_DEPTH) return false;
  if (Array.isArray(value)) return value.every((item) => isStorable(item, depth + 1));
  return Object.entries(value).every(([key, item]) => !UNSTORABLE.test(key) && isStorable(item, depth + 1));
}
