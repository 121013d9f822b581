import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ar } from './ar.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { it as italian } from './it.ts';
import { ur } from './ur.ts';
import { SPEECH } from './words.ts';

type Tree = { [key: string]: string | Tree };

const PLURAL = /\.(zero|one|two|few|many|other)$/;

function keysOf(words: Tree, prefix = ''): string[] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [prefix + key] : keysOf(value, `${prefix}${key}.`),
  );
}

function textOf(words: Tree, key: string): string {
  const found = key
    .split('.')
    .reduce<string | Tree | undefined>((at, part) => (typeof at === 'object' ? at[part] : undefined), words);
  return typeof found === 'string' ? found : '';
}

const all = keysOf(en);
const plurals = new Set(
  all.filter((key) => key.endsWith('.one')).map((key) => key.slice(0, key.lastIndexOf('.'))),
);
const isPlural = (key: string) => PLURAL.test(key) && plurals.has(key.slice(0, key.lastIndexOf('.')));

describe('the words of the sign-in pages', () => {
  it.each([
    ['English', en, 'en'],
    ['German', de, 'de'],
    ['Spanish', es, 'es'],
    ['French', fr, 'fr'],
    ['Italian', italian, 'it'],
    ['Arabic', ar, 'ar'],
    ['Urdu', ur, 'ur'],
  ])('are complete in %s, with the plurals of the language', (_name, words, language) => {
    const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const wanted = all
      .filter((key) => !isPlural(key))
      .concat([...plurals].flatMap((key) => categories.map((category) => `${key}.${category}`)));
    expect(keysOf(words as Tree).sort()).toEqual(wanted.sort());
    for (const key of wanted) expect(textOf(words as Tree, key), key).toMatch(/\S/);
  });

  it('say the same values in every language', () => {
    const valuesOf = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
    for (const key of all.filter((each) => !isPlural(each))) {
      for (const words of [de, es, fr, italian, ar, ur]) {
        expect(valuesOf(textOf(words as Tree, key)), key).toEqual(valuesOf(textOf(en, key)));
      }
    }
  });

  it('have none that no page takes', () => {
    const folder = path.resolve(import.meta.dirname, '..');
    const code = readdirSync(folder)
      .filter((name) => name.endsWith('.ts') && !name.includes('.test.'))
      .concat('../errors.ts')
      .map((name) => readFileSync(path.join(folder, name), 'utf8'))
      .join('\n');
    const unused = all.filter((key) => {
      const parts = (isPlural(key) ? key.slice(0, key.lastIndexOf('.')) : key).split('.');
      const [last = ''] = parts.slice(-1);
      // In full (`words.signIn.title`), or its last part taken from a group that is named: `signIn.title`, `{ title }`,
      // or by a word in quotes (`refused['locked']`, `frame('…', 'status', …)`).
      const group = parts.at(-2);
      const asProperty = new RegExp(`\\b${group ?? 'words'}\\.${last}\\b`);
      const asWord = new RegExp(`['"]${last}['"]`);
      const takenApart = new RegExp(`\\{[^}]*\\b${last}\\b[^}]*\\}[^;]*\\b(?:words|${group ?? 'words'})\\b`);
      // The reasons of `errors.ts`.
      const asReason = new RegExp(`\\b${last}: \\['[A-Z]`);
      return ![asProperty, asWord, asReason, takenApart].some((form) => form.test(code));
    });
    expect(unused).toEqual([]);
  });

  it.each([
    ['en', 1, 'a minute'],
    ['en', 5, '5 minutes'],
    ['de', 5, '5 Minuten'],
    ['fr', 5, '5 minutes'],
    ['ur', 5, '5 منٹ'],
    ['ar', 1, 'دقيقة واحدة'],
    ['ar', 2, 'دقيقتين'],
    ['ar', 5, '5 دقائق'],
    ['ar', 15, '15 دقيقة'],
  ] as const)('count in %s: %i is %s', (language, count, text) => {
    const speech = SPEECH[language];
    expect(speech.count(speech.words.minutes, count)).toBe(text);
  });
});
