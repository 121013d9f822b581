import { describe, expect, it } from 'vitest';
import { PLURAL, allWordsOf, keysOf, textOf } from '../testing/word-files.ts';
import { LANGUAGES } from './i18n.ts';

/** Every text of a language by its key. */
const textsOf = (language: string): ReadonlyMap<string, string> => {
  const words = allWordsOf(language);
  return new Map(keysOf(words).map((key) => [key, textOf(words, key)]));
};

const english = textsOf('en');

/** Words that are written as in English, by language. */
const SAME: Readonly<Record<string, readonly string[]>> = {
  de: [
    'Online',
    'offline',
    'Labels',
    'Bot',
    'Agent',
    'System',
    'Chats',
    'Team',
    'Code',
    'Codes',
    'Link',
    'Video',
  ].concat(['Audio', 'Sticker', 'Marimba', 'Emoji', 'Supervisor', 'Name']),
  es: ['Bot', 'Chats', 'General', 'Audio', 'Sticker', 'Total', 'Marimba', 'Supervisor', 'No'],
  fr: ['Notifications', 'Conversations', 'Note', 'Message', 'Messages', 'Agent', 'Agents', 'Chats', 'Image']
    .concat(['Code', 'Codes', '{{count}} code', '{{count}} codes', 'Audio', 'Contact', 'Total', 'E-mail'])
    .concat(['Volume', 'Marimba', 'Compact', 'Actions', 'Active', 'Question']),
  it: [
    'Online',
    'offline',
    'Bot',
    'Team',
    'Link',
    'Video',
    'Audio',
    'File',
    'Sticker',
    'E-mail',
    'Account',
  ].concat(['Volume', 'Marimba', 'Emoji', 'In chat', 'No']),
};

/** The most characters of texts in narrow places: tabs, chips, and buttons side by side. */
const NARROW: readonly (readonly [RegExp, number])[] = [
  [/^place\.(conversations|team|settings)$/, 14],
  [/^state\.(READY|NOT_READY|LOGOUT)$/, 15],
  [/^offer\.(accept|reject)$/, 10],
  [/^list\.filters\./, 15],
  [/^composer\.mode\.(reply|whisper)$/, 10],
  [/^help\.kind\./, 16],
  [/^wrapup\.(finish|extend)$/, 13],
  [/^phone\.(answer|hold|retrieve|drop|dialShort)$/, 14],
  [/^team\.col\./, 19],
];

const valuesOf = (text: string) =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)]
    .map(([, name]) => name)
    .sort()
    .join();

/** A form for one may say its number in words, or leave it out. */
const saysItsNumber = (key: string) => !/_(zero|one|two)$/.test(key);

/** Whether there is anything to translate besides the values. */
const hasWords = (text: string) => /\p{L}/u.test(text.replaceAll(/\{\{\w+\}\}/g, ''));

describe.each(LANGUAGES.filter(({ code }) => code !== 'en'))('the words in $name', ({ code }) => {
  const texts = textsOf(code);

  it('are complete, with the plurals of the language', () => {
    const categories = new Intl.PluralRules(code).resolvedOptions().pluralCategories;
    const wanted = new Set(
      [...english.keys()].flatMap((key) =>
        PLURAL.test(key) ? categories.map((each) => key.replace(PLURAL, `_${each}`)) : [key],
      ),
    );
    expect([...wanted].filter((key) => (texts.get(key) ?? '').trim() === '')).toEqual([]);
    expect([...texts.keys()].filter((key) => !wanted.has(key))).toEqual([]);
  });

  it('have the same values', () => {
    const different = [...texts].filter(([key, text]) => {
      const model = english.get(key) ?? english.get(key.replace(PLURAL, '_other')) ?? '';
      return saysItsNumber(key) && valuesOf(text) !== valuesOf(model);
    });
    expect(different).toEqual([]);
  });

  it('are translated', () => {
    const same = SAME[code] ?? [];
    const untouched = [...texts].filter(
      ([key, text]) => text === english.get(key) && hasWords(text) && !same.includes(text),
    );
    expect(untouched).toEqual([]);
  });

  it('fit where there is little room', () => {
    const tooLong = [...texts].filter(([key, text]) =>
      NARROW.some(([place, most]) => place.test(key) && text.length > most),
    );
    expect(tooLong).toEqual([]);
  });
});
