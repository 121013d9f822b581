/** Finds codes among hundreds by what people type: parts of words in any order, left out letters, one slip. */
import type { WrapupForm } from './wrapup-actions.ts';
import type { Configured } from '../desk/use-configured.ts';
import type { Code } from '../store/events.ts';

export type { Code } from '../store/events.ts';

/** How badly a word was hit; lower is better, and `NOT` is none. */
const NOT = Infinity;

function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase();
}

/** Whether two short words differ in at most one letter that is missing, added, changed or swapped with the next. */
function oneSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  const [restA, restB] = [a.slice(at), b.slice(at)];
  const swapped = restB.charAt(1) + restB.charAt(0);
  return (
    restA.slice(1) === restB.slice(1) ||
    restA.slice(1) === restB ||
    restA === restB.slice(1) ||
    (restA.slice(0, 2) === swapped && restA.slice(2) === restB.slice(2))
  );
}

/** Whether the letters of `word` come in this order in `target`, from its first letter on. */
function letterByLetter(word: string, target: string): boolean {
  if (!target.startsWith(word.charAt(0))) return false;
  let at = 0;
  for (const letter of word) {
    at = target.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

function hit(word: string, targets: readonly string[], text: string): number {
  let best = NOT;
  for (const target of targets) {
    if (target === word) return 0;
    if (target.startsWith(word)) best = Math.min(best, 1);
    else if (word.length >= 3 && letterByLetter(word, target)) best = Math.min(best, 4);
    else if (word.length >= 4 && (oneSlip(word, target.slice(0, word.length)) || oneSlip(word, target))) {
      best = Math.min(best, 5);
    }
  }
  return Math.min(best, text.includes(word) ? 2 : NOT);
}

type Entry = { code: Code; text: string; words: readonly string[] };

/** The codes of a form, ready to be searched in the desk's language. */
export function indexCodes(
  form: WrapupForm,
  { code: read, category: readCategory }: Pick<Configured, 'code' | 'category'>,
): readonly Entry[] {
  return form.categories.flatMap((category) =>
    category.values.map((value) => {
      const code = { categoryName: category.name, value };
      const text = plain(`${read(code)} ${readCategory(category.name)}`);
      return { code, text, words: text.split(/[^\p{L}\p{N}]+/u) };
    }),
  );
}

/** The codes in which every word of the search is hit, the best first; all, in their order, for no search. */
export function matchCodes(index: readonly Entry[], search: string): Code[] {
  const words = plain(search).split(/\s+/u).filter(Boolean);
  if (words.length === 0) return index.map((entry) => entry.code);
  return index
    .map((entry) => ({
      code: entry.code,
      badness: words.reduce((sum, word) => sum + hit(word, entry.words, entry.text), 0),
    }))
    .filter((each) => each.badness < NOT)
    .sort((a, b) => a.badness - b.badness)
    .map((each) => each.code);
}

/** Whether two codes are the same. */
export function isSameCode(a: Code, b: Code): boolean {
  return a.value === b.value && a.categoryName === b.categoryName;
}

/** All codes, those used last before the others. */
export function recentFirst(recent: readonly Code[], all: readonly Code[]): Code[] {
  return [...recent, ...all.filter((code) => !recent.some((each) => isSameCode(each, code)))];
}
