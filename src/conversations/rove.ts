/** Which row the keyboard goes to within the list. */

/** How many rows Page Up and Page Down go. */
const PAGE = 8;
/** Letters typed within this time belong together, ms. */
const TOGETHER = 700;

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

/** Collects what is typed on a row. */
export type TypeAhead = (letter: string, now: number) => string;

/** Letters typed in quick succession as one beginning of a name. */
export function createTypeAhead(): TypeAhead {
  let typed = '';
  let last = -Infinity;
  return (letter, now) => {
    typed = now - last > TOGETHER ? letter : typed + letter;
    last = now;
    return typed;
  };
}

/**
 * The next row whose name begins with what was typed, round and round; null for none. The same letter again and again
 * goes from one to the next.
 */
export function rowByName(names: readonly string[], at: number, typed: string): number | null {
  const letter = /^(.)\1*$/u.exec(typed)?.[1];
  const repeated = letter !== undefined;
  const wanted = letter ?? typed;
  if (wanted === '') return null;
  const from = repeated ? at + 1 : Math.max(0, at);
  for (let step = 0; step < names.length; step += 1) {
    const index = (from + step) % names.length;
    if (names[index]?.startsWith(wanted) === true) return index;
  }
  return null;
}
