/**
 * Finding by a few letters: every word of the question must be found in its order of letters; letters at the start
 * of a word and letters that stand together count more. Case and accents do not matter.
 */

/** Where letters matched: start and end of each run, in UTF-16 code units. */
export type Run = readonly [start: number, end: number];

type Match = { score: number; runs: readonly Run[] };

const WORD = /[\p{L}\p{N}]/u;

/** Each letter without case and accents, one for one, so that places stay the same. */
function plain(text: string): string[] {
  return Array.from({ length: text.length }, (_, at) => {
    const letter = text.charAt(at);
    return (letter.normalize('NFD')[0] ?? letter).toLowerCase();
  });
}

function startsWord(letters: readonly string[], at: number): boolean {
  return at === 0 || !WORD.test(letters[at - 1] ?? '');
}

/** One word from `from` on: as a whole where possible, at the start of a word before elsewhere. */
function whole(letters: readonly string[], word: readonly string[]): Match | null {
  const text = letters.join('');
  const wanted = word.join('');
  let best: Match | null = null;
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + 1)) {
    const score = wanted.length * 4 + (startsWord(letters, at) ? 8 : 0) + (at === 0 ? 4 : 0);
    if (best === null || score > best.score) best = { score, runs: [[at, at + wanted.length]] };
  }
  return best;
}

/** The letters of a word one after the other, with others between them. */
function scattered(letters: readonly string[], word: readonly string[]): Match | null {
  const runs: [number, number][] = [];
  let score = 0;
  let at = 0;
  for (const letter of word) {
    // The start of a later word before the next best place.
    let next = letters.indexOf(letter, at);
    if (next === -1) return null;
    if (next !== at || runs.length === 0) {
      const initial = letters.findIndex(
        (each, place) => place >= at && each === letter && startsWord(letters, place),
      );
      if (initial !== -1) next = initial;
    }
    const last = runs.at(-1);
    if (last?.[1] === next) {
      last[1] = next + 1;
      score += 2;
    } else {
      runs.push([next, next + 1]);
      score += startsWord(letters, next) ? 2 : -1;
    }
    at = next + 1;
  }
  return score <= 0 ? null : { score, runs };
}

/** How well `text` answers `query`, and by which letters; null when it does not. An empty query fits all. */
export function fuzzy(query: string, text: string): Match | null {
  const letters = plain(text);
  const words = query.trim().split(/\s+/u).filter(Boolean).map(plain);
  let score = 0;
  const runs: Run[] = [];
  for (const word of words) {
    const match = whole(letters, word) ?? scattered(letters, word);
    if (match === null) return null;
    score += match.score;
    runs.push(...match.runs);
  }
  return { score, runs: merge(runs) };
}

function merge(runs: readonly Run[]): Run[] {
  const merged: [number, number][] = [];
  for (const [start, end] of [...runs].sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}
