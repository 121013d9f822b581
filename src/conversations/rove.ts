/** Which row the keyboard goes to within the list. */

/** How many rows Page Up and Page Down go. */
const PAGE = 8;

/** Where a key goes from `at` among `count` rows; null when it goes nowhere. */
export function rowByKey(key: string, at: number, count: number): number | null {
  if (count === 0) return null;
  const to = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    Home: 0,
    End: count - 1,
    PageDown: at + PAGE,
    PageUp: at - PAGE,
  }[key];
  return to === undefined ? null : Math.max(0, Math.min(count - 1, to));
}
