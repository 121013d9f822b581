/** Where the rows of a list are, px from its beginning. A layout is made anew when rows come, go or are measured. */

export type Keyed = { key: string };

/** Rows from one up to, not including, another. */
export type Span = { from: number; to: number };

export type Layout<Row extends Keyed = Keyed> = {
  readonly rows: readonly Row[];
  /** Of the heights that it was made with. */
  readonly version: number;
  /** The upper edge of a row; that of the row after the last is the height of all. */
  top: (index: number) => number;
  /** The row at so many px: the first or the last one, where it is outside of the list. */
  at: (y: number) => number;
  /** Where a row stands; -1 when there is none with this key. */
  indexOf: (key: string) => number;
};

/** Looks keys up in a table, which is made when it is needed first: at the end of a chat nobody asks. */
export function indexesOf(rows: readonly Keyed[]): (key: string) => number {
  let table: Map<string, number> | null = null;
  return (key) => {
    table ??= new Map(rows.map((row, index) => [row.key, index]));
    return table.get(key) ?? -1;
  };
}

function within(index: number, rows: readonly Keyed[]): number {
  return Math.max(0, Math.min(rows.length - 1, index));
}

/** Rows of one height. */
export function evenLayout<Row extends Keyed>(
  rows: readonly Row[],
  height: number,
  version: number,
): Layout<Row> {
  return {
    rows,
    version,
    top: (index) => index * height,
    at: (y) => within(Math.floor(y / height), rows),
    indexOf: indexesOf(rows),
  };
}

/** The height of all rows, px. */
export function heightOfAll({ rows, top }: Layout): number {
  return top(rows.length);
}

/** The rows between two heights. */
export function spanBetween(layout: Layout, upper: number, lower: number): Span {
  return layout.rows.length === 0 ? { from: 0, to: 0 } : { from: layout.at(upper), to: layout.at(lower) + 1 };
}
