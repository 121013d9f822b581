/** Numbers for people and for machines: tables while a program runs, one JSON object as its last line. */

/** Figures by name; nested where a program measures several things. */
export type Figures = { [name: string]: number | string | boolean | null | Figures };

export type Distribution = { count: number; p50: number; p90: number; p99: number; max: number };

/** Distribution of durations in ms, rounded to microseconds. */
export function distribution(values: readonly number[]): Distribution {
  const sorted = Float64Array.from(values).sort();
  const at = (share: number) =>
    rounded(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0, 3);
  return { count: sorted.length, p50: at(0.5), p90: at(0.9), p99: at(0.99), max: at(1) };
}

export function rounded(value: number, digits = 1): number {
  return Number(value.toFixed(digits));
}

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Rows of cells as aligned text; the first row is the heading. */
export function table(rows: readonly (readonly (string | number)[])[]): void {
  const texts = rows.map((row) => row.map(String));
  const widths = (texts[0] ?? []).map((_, column) =>
    Math.max(...texts.map((row) => row[column]?.length ?? 0)),
  );
  for (const row of texts) {
    print(
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  '),
    );
  }
}

/** The last line of a program. */
export function finish(name: string, figures: Figures): void {
  print(JSON.stringify({ bench: name, ...figures }));
}
