/** The words of the provider's pages in every language, and how they are put into sentences. */
import { ar } from './ar.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { it } from './it.ts';
import type { Plural, Words } from './translated.ts';
import { ur } from './ur.ts';

export type { Plural, Words };

/** One text in every language of the pages. */
export type InAllLanguages = Readonly<Record<Language, string>>;

/** The languages of the pages, the same as the desk's. */
export const LANGUAGES = ['en', 'de', 'es', 'fr', 'it', 'ar', 'ur'] as const;
export type Language = (typeof LANGUAGES)[number];

const RIGHT_TO_LEFT: ReadonlySet<Language> = new Set<Language>(['ar', 'ur']);

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
    direction: RIGHT_TO_LEFT.has(language) ? 'rtl' : 'ltr',
    words,
    count: (forms, count) =>
      fill(forms[rules.select(count)] ?? forms.other, { count: numbers.format(count) }),
  };
}

/** Every language, ready to speak. */
export const SPEECH: Readonly<Record<Language, Speech>> = {
  en: speechOf('en', en),
  de: speechOf('de', de),
  es: speechOf('es', es),
  fr: speechOf('fr', fr),
  it: speechOf('it', it),
  ar: speechOf('ar', ar),
  ur: speechOf('ur', ur),
};

/** Puts values in the place of `{name}`. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}
