/**
 * Places of a text that only the agent can fill in: `[[Order number]]`. They are part of the text, so that they are kept
 * with a draft, and nothing is sent while one is left.
 */

const GAP = /\[\[([^[\]\n]{1,60})\]\]/gu;

export type Gap = { from: number; to: number; name: string };

/** How a place that is to be filled in stands in a text. */
export function gapFor(name: string): string {
  return `[[${name.replace(/[[\]\n]/g, ' ').slice(0, 60)}]]`;
}

/** The places of a text that are to be filled in. */
export function gapsIn(text: string): Gap[] {
  return [...text.matchAll(GAP)].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
    name: match[1] ?? '',
  }));
}

/** The first of them that begins at `from` or later; null: there is none. */
export function nextGap(text: string, from: number): Gap | null {
  return gapsIn(text).find((gap) => gap.from >= from) ?? null;
}
