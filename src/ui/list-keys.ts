/** Where the keys lead in a list. */

/** How many rows Page Up and Page Down go. */
const PAGE = 8;

function clamp(index: number, count: number): number {
  return Math.max(0, Math.min(count - 1, index));
}

/** Where a key goes from `at` among `count` rows, when the focus is in the list; null when it goes nowhere. */
export function rowByKey(key: string, at: number, count: number): number | null {
  if (count === 0) return null;
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  const by = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE }[key];
  return by === undefined ? null : clamp(at + by, count);
}

/**
 * The same while a field has the focus: arrows go round and round, and Home and End are left to the field. `at` may be
 * -1: no row has been pointed at.
 */
export function optionByKey(key: string, at: number, count: number): number | null {
  if (count === 0) return null;
  switch (key) {
    case 'ArrowDown':
      return (at + 1) % count;
    case 'ArrowUp':
      return at <= 0 ? count - 1 : at - 1;
    case 'PageDown':
    case 'PageUp':
      return rowByKey(key, at, count);
    default:
      return null;
  }
}
