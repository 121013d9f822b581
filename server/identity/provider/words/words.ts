/** The words of the provider's pages in every language, and how they are put into sentences. */
import { ar } from './ar.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import type { Plural, Words } from './translated.ts';

export type { Plural, Words };

/** One text in every language of the pages. */
export type InAllLanguages = Readonly<Record<Language, string>>;

/** The languages of the pages, the same as the desk's. */
export const LANGUAGES = ['en', 'de', 'ar'] as const;
export type Language = (typeof LANGUAGES)[number];

/** A language as a page speaks it. */
export type Speech = {
  language: Language;
  direction: 'ltr' | 'rtl';
  words: Words;
  /** A counted word, for example "5 minutes". */
  count: (forms: Plural, count: number) => string;
};

function speechOf(language: Language, words: Words): Speech {
  const rules = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  return {
    language,
    direction: language === 'ar' ? 'rtl' : 'ltr',
    words,
    count: (forms, count) =>
      fill(forms[rules.select(count)] ?? forms.other, { count: numbers.format(count) }),
  };
}

/** Every language, ready to speak. */
export const SPEECH: Readonly<Record<Language, Speech>> = {
  en: speechOf('en', en),
  de: speechOf('de', de),
  ar: speechOf('ar', ar),
};

/** Puts values in the place of `{name}`. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}
