import { en } from './en.ts';
import { isolate } from '../../../i18n/isolate.ts';
import { regional } from '../../../i18n/region.ts';
import type { TextKey, Texts } from './en.ts';

export type { TextKey } from './en.ts';

/** Gives the sentence of a key, with its blanks filled. */
export type Translate = (key: TextKey, blanks?: Record<string, string | number>) => string;

/** A language as the page speaks it. */
export type Speech = {
  language: string;
  /** The language with the region that the browser asks for, for times and figures. */
  locale: string;
  direction: 'ltr' | 'rtl';
  t: Translate;
  /** Picks `key_one` or `key_other`. */
  plural: (key: 'queueBefore' | 'newMessages' | 'unread', count: number) => string;
};

/** Languages besides English are fetched when they are needed. */
const OTHERS: Record<string, () => Promise<Texts>> = {
  ar: async () => (await import('./ar.ts')).ar,
  de: async () => (await import('./de.ts')).de,
  es: async () => (await import('./es.ts')).es,
  fr: async () => (await import('./fr.ts')).fr,
  it: async () => (await import('./it.ts')).it,
  ur: async () => (await import('./ur.ts')).ur,
};
const RIGHT_TO_LEFT = new Set(['ar', 'ur']);

/** The first wished language that there is, else English. */
export async function loadSpeech(wished: readonly string[]): Promise<Speech> {
  for (const tag of wished) {
    const language = tag.toLowerCase().split('-')[0] ?? '';
    if (language === 'en') return speech('en', en);
    const load = Object.hasOwn(OTHERS, language) ? OTHERS[language] : undefined;
    if (load !== undefined) {
      try {
        return speech(language, await load());
      } catch {
        // Its file cannot be had now: English is better than nothing.
        break;
      }
    }
  }
  return speech('en', en);
}

/** English, at once. */
export function english(): Speech {
  return speech('en', en);
}

function speech(language: string, texts: Texts): Speech {
  const rightToLeft = RIGHT_TO_LEFT.has(language);
  const locale = regional(language, navigator.languages);
  const t: Translate = (key, blanks = {}) =>
    texts[key].replace(/\{(\w+)\}/g, (whole, name: string) =>
      blanks[name] === undefined ? whole : isolate(String(blanks[name]), rightToLeft),
    );
  return {
    language,
    locale,
    direction: rightToLeft ? 'rtl' : 'ltr',
    t,
    plural: (key, count) =>
      t(count === 1 ? `${key}_one` : `${key}_other`, {
        count: new Intl.NumberFormat(locale).format(count),
      }),
  };
}
