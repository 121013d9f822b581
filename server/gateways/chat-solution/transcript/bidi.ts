/** The order in which a line of mixed directions is drawn: words of a direction run on, the others keep theirs. */

const RTL = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const STRONG = /\p{L}/u;

/** Whether a text reads from right to left: by its first letter. */
export function isRightToLeft(text: string): boolean {
  const first = STRONG.exec(text)?.[0];
  return first !== undefined && RTL.test(first);
}

/** The words of one line in the order of drawing, from left to right. */
export function drawnOrder(words: readonly string[], rightToLeft: boolean): string[] {
  const runs: { rtl: boolean; words: string[] }[] = [];
  for (const word of words) {
    const rtl = STRONG.test(word) ? RTL.test(word) : (runs.at(-1)?.rtl ?? rightToLeft);
    const run = runs.at(-1);
    if (run?.rtl === rtl) run.words.push(word);
    else runs.push({ rtl, words: [word] });
  }
  const drawn = runs.map(({ rtl, words: run }) => (rtl ? run.toReversed() : run));
  return (rightToLeft ? drawn.reverse() : drawn).flat();
}
