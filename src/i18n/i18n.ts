/**
 * The desk's words. Those of the first screen come with the page in English; other languages are fetched when chosen.
 * The words of all other parts (`late/`) are fetched with the first of these parts, in the language that is spoken.
 * The document's language and direction follow, so that styles and screen readers do too.
 */
import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import en from './en.json';
import { isolate } from './isolate.ts';

type Words = Readonly<Record<string, unknown>>;

/** The languages that are complete, each by its own name. */
export const LANGUAGES = [
  { code: 'en', name: 'English' },
  { code: 'de', name: 'Deutsch' },
  { code: 'ar', name: 'العربية' },
] as const;

const RIGHT_TO_LEFT: ReadonlySet<string> = new Set(['ar', 'fa', 'he', 'ur']);

/** When words are needed: on the first screen, or with what comes after it. */
type Part = 'first' | 'late';

const LOADERS: Readonly<Record<Part, Readonly<Record<string, () => Promise<Words>>>>> = {
  first: {
    de: async () => (await import('./de.json')).default,
    ar: async () => (await import('./ar.json')).default,
  },
  late: {
    en: async () => (await import('./late/en.json')).default,
    de: async () => (await import('./late/de.json')).default,
    ar: async () => (await import('./late/ar.json')).default,
  },
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
    // A copy: late words are put into it.
    resources: { en: { translation: structuredClone(en) } },
    // React escapes what it draws; here each value keeps its own direction.
    interpolation: { escapeValue: true, escape: (value) => isolate(value, isRightToLeft(words.language)) },
    returnNull: false,
  });
  return words;
}

/** The language that was chosen last: one that comes late must not take the place of a later choice. */
const chosen = new WeakMap<i18n, string>();

/** Words that are there or on their way, by part and language. */
const fetched = new WeakMap<i18n, Map<string, Promise<void>>>();

/** Instances that need the words of all parts. */
const complete = new WeakSet<i18n>();

function fetchOnce(words: i18n, part: Part, language: string): Promise<void> {
  const load = LOADERS[part][language];
  if (load === undefined) return Promise.resolve();
  const known = fetched.get(words) ?? new Map<string, Promise<void>>();
  fetched.set(words, known);
  const name = `${part} ${language}`;
  const fetching =
    known.get(name) ??
    load().then((more) => {
      words.addResourceBundle(language, 'translation', more, true, true);
    });
  known.set(name, fetching);
  // A lost network must not keep them away for ever.
  fetching.catch(() => known.delete(name));
  return fetching;
}

/** Fetches the words of what comes after the first screen; from then on they come with each language. */
export async function completeWords(words: i18n): Promise<void> {
  complete.add(words);
  // English stands in for what a language has not got yet.
  const languages = new Set(['en', chosen.get(words) ?? words.language]);
  await Promise.all([...languages].map((language) => fetchOnce(words, 'late', language)));
}

/** Changes the language, fetching it when needed; what can't be fetched leaves the language as it is. */
export async function speak(words: i18n, language: string, root: HTMLElement): Promise<void> {
  chosen.set(words, language);
  await Promise.all([
    fetchOnce(words, 'first', language),
    complete.has(words) ? fetchOnce(words, 'late', language) : null,
  ]);
  if (chosen.get(words) !== language) return;
  // Told so, everything is drawn anew.
  if (words.language !== language) await words.changeLanguage(language);
  root.lang = language;
  root.dir = isRightToLeft(language) ? 'rtl' : 'ltr';
}
