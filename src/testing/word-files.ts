/** The desk's words as they stand in their files, for tests that compare languages. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { WORD_SETS, type WordSet } from '../i18n/i18n.ts';

export type Words = { [key: string]: string | Words };

/** The ending of a key that has forms by number. */
export const PLURAL = /_(zero|one|two|few|many|other)$/;

/** Every key, with its place: `list.filters.all`. */
export function keysOf(words: Words, prefix = ''): string[] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [prefix + key] : keysOf(value, `${prefix}${key}.`),
  );
}

/** The text of a key, empty where there is none. */
export function textOf(words: Words, key: string): string {
  const found = key
    .split('.')
    .reduce<string | Words | undefined>((at, part) => (typeof at === 'object' ? at[part] : undefined), words);
  return typeof found === 'string' ? found : '';
}

function merged(a: Words, b: Words): Words {
  return Object.entries(b).reduce<Words>((words, [key, value]) => {
    const there = words[key];
    const both = typeof there === 'object' && typeof value === 'object';
    return { ...words, [key]: both ? merged(there, value) : value };
  }, a);
}

function readWords(...file: readonly string[]): Words {
  const folder = path.resolve(import.meta.dirname, '../i18n');
  return JSON.parse(readFileSync(path.join(folder, ...file), 'utf8')) as Words;
}

/** The words of the first screen. */
export function firstWordsOf(language: string): Words {
  return readWords(`${language}.json`);
}

/** The words of a set, or of several. */
export function wordsOf(language: string, sets: readonly WordSet[] = WORD_SETS): Words {
  return sets.map((set) => readWords(set, `${language}.json`)).reduce(merged, {});
}

/** All words of a language. */
export function allWordsOf(language: string): Words {
  return merged(firstWordsOf(language), wordsOf(language));
}
