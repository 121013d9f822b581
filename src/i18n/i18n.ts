/**
 * The desk's words. English comes with the page; other languages are fetched when chosen. The document's
 * language and direction follow, so that styles and screen readers do too.
 */
import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import en from './en.json';
import { isolate } from './isolate.ts';

type Words = typeof en;

/** The languages that are complete, each by its own name. */
export const LANGUAGES = [
  { code: 'en', name: 'English' },
  { code: 'de', name: 'Deutsch' },
  { code: 'ar', name: 'العربية' },
] as const;

const RIGHT_TO_LEFT: ReadonlySet<string> = new Set(['ar', 'fa', 'he', 'ur']);

const LOADERS: Readonly<Record<string, () => Promise<Words>>> = {
  de: async () => (await import('./de.json')).default,
  ar: async () => (await import('./ar.json')).default,
};

/** Whether a language is written from right to left. */
export function isRightToLeft(language: string): boolean {
  return RIGHT_TO_LEFT.has(language.split('-')[0] ?? '');
}

/** The first of the wanted languages that we have, else English. */
export function bestLanguage(wanted: readonly string[]): string {
  for (const each of wanted) {
    const code = each.toLowerCase().split('-')[0] ?? '';
    if (LANGUAGES.some((language) => language.code === code)) return code;
  }
  return 'en';
}

/** The language to speak for a setting; `system` follows the browser. */
export function spokenLanguage(setting: string): string {
  return setting === 'system' ? bestLanguage(navigator.languages) : setting;
}

/** The words, ready in English at once. */
export async function createWords(): Promise<i18n> {
  const words = i18next.createInstance();
  await words.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: en } },
    // React escapes what it draws; here each value keeps its own direction.
    interpolation: { escapeValue: true, escape: (value) => isolate(value, isRightToLeft(words.language)) },
    returnNull: false,
  });
  return words;
}

/** The language that was chosen last: one that comes late must not take the place of a later choice. */
const chosen = new WeakMap<i18n, string>();

/** Changes the language, fetching it when needed; what can't be fetched leaves the language as it is. */
export async function speak(words: i18n, language: string, root: HTMLElement): Promise<void> {
  chosen.set(words, language);
  const load = LOADERS[language];
  if (load !== undefined && !words.hasResourceBundle(language, 'translation')) {
    words.addResourceBundle(language, 'translation', await load());
  }
  if (chosen.get(words) !== language) return;
  // Told so, everything is drawn anew.
  if (words.language !== language) await words.changeLanguage(language);
  root.lang = language;
  root.dir = isRightToLeft(language) ? 'rtl' : 'ltr';
}
