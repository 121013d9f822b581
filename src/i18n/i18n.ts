/**
 * The desk's words. Those of the first screen come with the page in English; other languages are fetched when chosen.
 * All other words are cut by place (`WORD_SETS`): what a place says is fetched with it, in the language that is spoken.
 * The document's language and direction follow, so that styles and screen readers do too.
 */
import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import en from './en.json';
import type conversationsEn from './conversations/en.json';
import type deskEn from './desk/en.json';
import type phoneEn from './phone/en.json';
import type settingsEn from './settings/en.json';
import type teamEn from './team/en.json';
import { isolate } from './isolate.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    /** Asking for a key that English does not have is an error of types. */
    resources: {
      translation: typeof en &
        typeof deskEn &
        typeof conversationsEn &
        typeof phoneEn &
        typeof settingsEn &
        typeof teamEn;
    };
    returnNull: false;
  }
}

export type Words = Readonly<Record<string, unknown>>;

/** The languages that are complete, each by its own name. */
export const LANGUAGES = [
  { code: 'en', name: 'English' },
  { code: 'de', name: 'Deutsch' },
  { code: 'es', name: 'Español' },
  { code: 'fr', name: 'Français' },
  { code: 'it', name: 'Italiano' },
  { code: 'ar', name: 'العربية' },
  { code: 'ur', name: 'اردو' },
] as const;

const RIGHT_TO_LEFT: ReadonlySet<string> = new Set(['ar', 'fa', 'he', 'ur']);

/** Words that come after the first screen: what all places have around them, and what each place says. */
export const WORD_SETS = ['desk', 'conversations', 'phone', 'settings', 'team'] as const;

export type WordSet = (typeof WORD_SETS)[number];

/** What a language brings: the words of the first screen, and how each set of its words is fetched. */
export type LanguageWords = { first: Words; sets: Readonly<Record<string, () => Promise<Words>>> };

/** English is there from the beginning, with where its sets stand. */
const ENGLISH = import.meta.glob<Words>('./*/en.json', { import: 'default' });

/** The others: the main screen names one file for each, which names its sets. */
const OTHERS = import.meta.glob<LanguageWords>('./languages/*.ts', { import: 'words' });

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

/** Words that are there or on their way, by file. */
const fetched = new WeakMap<i18n, Map<string, Promise<void>>>();

/** The sets that an instance needs, in whatever language. */
const needed = new WeakMap<i18n, Set<WordSet>>();

/** How words are fetched; undefined where there are none to fetch. */
function loaderOf(set: WordSet | null, language: string): (() => Promise<Words>) | undefined {
  if (language === 'en') return set === null ? undefined : ENGLISH[`./${set}/en.json`];
  const other = OTHERS[`./languages/${language}.ts`];
  if (other === undefined) return undefined;
  return async () => {
    const { first, sets } = await other();
    if (set === null) return first;
    const fetchSet = sets[`../${set}/${language}.json`];
    return fetchSet === undefined ? {} : fetchSet();
  };
}

/** `set`: null for the first screen. */
function fetchOnce(words: i18n, set: WordSet | null, language: string): Promise<void> {
  const name = `${set ?? ''}/${language}`;
  const load = loaderOf(set, language);
  if (load === undefined) return Promise.resolve();
  const known = fetched.get(words) ?? new Map<string, Promise<void>>();
  fetched.set(words, known);
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

/** Fetches words that come after the first screen; from then on they come with each language. */
export async function completeWords(words: i18n, sets: readonly WordSet[] = WORD_SETS): Promise<void> {
  needed.set(words, new Set([...(needed.get(words) ?? []), ...sets]));
  // English stands in for what a language has not got yet.
  const languages = new Set(['en', chosen.get(words) ?? words.language]);
  await Promise.all([...languages].flatMap((language) => sets.map((set) => fetchOnce(words, set, language))));
}

/** Changes the language, fetching it when needed; what can't be fetched leaves the language as it is. */
export async function speak(words: i18n, language: string, root: HTMLElement): Promise<void> {
  chosen.set(words, language);
  await Promise.all([
    fetchOnce(words, null, language),
    ...[...(needed.get(words) ?? [])].map((set) => fetchOnce(words, set, language)),
  ]);
  if (chosen.get(words) !== language) return;
  // Told so, everything is drawn anew.
  if (words.language !== language) await words.changeLanguage(language);
  root.lang = language;
  root.dir = isRightToLeft(language) ? 'rtl' : 'ltr';
}
