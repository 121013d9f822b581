import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { LANGUAGES, WORD_SETS, type WordSet } from './i18n.ts';
import { PLURAL, allWordsOf, firstWordsOf, keysOf, wordsOf, type Words } from '../testing/word-files.ts';

/** The customer's chat has words of its own. */
const ELSEWHERE = new Set(['customer-chat', 'markdown', 'testing']);

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) {
      return ELSEWHERE.has(entry.name) ? [] : sources(path.join(folder, entry.name));
    }
    return /\.tsx?$/.test(entry.name) && !entry.name.includes('.test.')
      ? [readFileSync(path.join(folder, entry.name), 'utf8')]
      : [];
  });
}

const code = sources(path.resolve(import.meta.dirname, '..')).join('\n');
const known = new Set(keysOf(allWordsOf('en')).map((key) => key.replace(PLURAL, '')));

/** Words that the code can put into a key: what stands in quotes, names of properties, and fixed endings. */
const parts = new Set<string>();
const vocabulary = ['../../protocol', '../../server/core']
  .flatMap((folder) => sources(path.resolve(import.meta.dirname, folder)))
  .join('\n');
for (const match of `${code}\n${vocabulary}`.matchAll(/['"]([\w-]+)['"]|\b(\w+)\??:|\}\.(\w+)`/g)) {
  parts.add(match[1] ?? match[2] ?? match[3] ?? '');
}

/** Keys that the code names in full, and the beginnings of those that it puts together. */
const named = new Set<string>();
const begun = new Set<string>();
for (const [, key] of code.matchAll(/['"]([a-z][A-Za-z]*(?:\.[A-Za-z_]+)+)['"]/g)) named.add(key!);
for (const [, key] of code.matchAll(/`([a-z][A-Za-z.]*\.)\$\{/g)) begun.add(key!);

/** Whether the code names the key, or can put it together from a beginning and parts that it has. */
function isAsked(key: string): boolean {
  if (named.has(key)) return true;
  // The detail of a notice is asked for by the notice's own key.
  const detail = /^noticeDetail\.(.+)$/.exec(key)?.[1];
  if (detail !== undefined) return isAsked(`notice.${detail}`);
  return [...begun].some(
    (beginning) =>
      key.startsWith(beginning) &&
      key
        .slice(beginning.length)
        .split('.')
        .every((part) => parts.has(part)),
  );
}

const SRC = path.resolve(import.meta.dirname, '..');

/** The sources that are there as soon as `files` are: what they import, at once. */
function neededAtOnce(files: readonly string[]): string[] {
  const found = new Set<string>();
  const visit = (file: string) => {
    if (found.has(file)) return;
    found.add(file);
    const imports = /^(?:import|export)\s+(?!type\b)(?:[^'";]*?from\s+)?'(\.[^']+\.tsx?)';/gm;
    for (const [, to] of readFileSync(file, 'utf8').matchAll(imports)) visit(path.resolve(file, '..', to!));
  };
  for (const file of files) visit(path.join(SRC, file));
  return [...found].map((file) => readFileSync(file, 'utf8'));
}

type Asked = { asked: ReadonlySet<string>; prefixes: readonly string[] };

/** The keys that a text of code names, and the beginnings of those that it puts together. */
function askedIn(text: string): Asked {
  return {
    asked: new Set([...text.matchAll(/['"]([a-z]\w*(?:\.\w+)+)['"]/g)].map(([, key]) => key!)),
    prefixes: [...text.matchAll(/`([a-z][A-Za-z.]*\.)\$\{/g)].map(([, key]) => key!),
  };
}

function isAskedBy({ asked, prefixes }: Asked, key: string): boolean {
  return asked.has(key) || prefixes.some((prefix) => key.startsWith(prefix));
}

/** Keys without the endings of their plurals. */
function plain(words: Words): string[] {
  return [...new Set(keysOf(words).map((key) => key.replace(PLURAL, '')))].sort();
}

describe('the words of the first screen', () => {
  const first = neededAtOnce(['app/open-desk.tsx', 'alerts/open-alerts.ts']).join('\n');
  const deferredWords = plain(wordsOf('en'));

  it('come with it: none that it asks for is fetched later', () => {
    // Notices are data there; whatever draws them comes later.
    const { asked, prefixes } = askedIn(first);
    expect(asked.size).toBeGreaterThan(100);
    const missing = deferredWords.filter(
      (key) => !key.startsWith('notice.') && isAskedBy({ asked, prefixes }, key),
    );
    expect(missing).toEqual([]);
  });

  it('are the same in every language, and none of them is fetched twice', () => {
    const english = plain(firstWordsOf('en'));
    for (const { code } of LANGUAGES) expect(plain(firstWordsOf(code)), code).toEqual(english);
    expect(english.filter((key) => deferredWords.includes(key))).toEqual([]);
  });
});

/** Each deferred part, with the set of words that it names. */
const deferredParts = code.split(/(?=\bdeferred\(\s*async)/).flatMap((text) => {
  const [, part, set] =
    /^deferred\(\s*async \(\) => \(await import\('[./]*([^']+)'\)\)\.\w+(?:,\s*'(\w+)')?,?\s*\)/.exec(text) ??
    [];
  return part === undefined ? [] : [{ part, set: set as WordSet | undefined }];
});

describe('the words of a place', () => {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' });

  it.each(deferredParts)('come with $part', ({ part, set }) => {
    const file = files.find((each) => each === part || each.endsWith(`/${part}`))!;
    const there = new Set(WORD_SETS.filter((each) => each === 'desk' || each === set));
    const elsewhere = plain(
      wordsOf(
        'en',
        WORD_SETS.filter((each) => !there.has(each)),
      ),
    );
    const asked = askedIn(neededAtOnce([file]).join('\n'));
    expect(elsewhere.filter((key) => isAskedBy(asked, key))).toEqual([]);
  });

  it('are those of no other place', () => {
    const all = WORD_SETS.flatMap((set) => plain(wordsOf('en', [set])));
    expect(new Set(all).size).toBe(all.length);
    expect(deferredParts.length).toBeGreaterThan(15);
  });
});

describe('the words of the desk', () => {
  it('has every key that the code asks for', () => {
    const asked = [...code.matchAll(/\bt\(\s*'([^']+)'/g)].map(([, key]) => key!);
    expect(asked.filter((key) => !known.has(key))).toEqual([]);
    expect([...begun].filter((key) => ![...known].some((each) => each.startsWith(key)))).toEqual([]);
  });

  it('has no key that nobody asks for', () => {
    const unused = [...known].filter((key) => !isAsked(key));
    expect(unused).toEqual([]);
  });
});
