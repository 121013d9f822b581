import { indexesOf, type Keyed, type Layout } from './layout.ts';

/** Rows that are each as high as `heightOf` says. */
export function unevenLayout<Row extends Keyed>(
  rows: readonly Row[],
  heightOf: (row: Row) => number,
  version: number,
): Layout<Row> {
  const tops = new Float64Array(rows.length + 1);
  let sum = 0;
  rows.forEach((row, index) => {
    tops[index] = sum;
    sum += heightOf(row);
  });
  tops[rows.length] = sum;
  const top = (index: number) => tops[index] ?? sum;
  return {
    rows,
    version,
    top,
    at: (y) => {
      let low = 0;
      let high = rows.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (top(middle) > y) high = middle - 1;
        else low = middle;
      }
      return low;
    },
    indexOf: indexesOf(rows),
  };
}
