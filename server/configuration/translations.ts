/** The configured texts in other languages than the default one. */
import type { TextCatalogue } from '../../protocol/agent-manager/texts.ts';
import { matchingTag, textIn, type LocalizedText } from '../../protocol/shared/localized-text.ts';
import { once } from '../once.ts';
import { idOf } from './ids.ts';
import type { ConfigurationFile } from './schema/file.ts';
import { languagesOf } from './texts.ts';

/** Text in the default language → the same in another one. */
type Dictionary = ReadonlyMap<string, string>;

/** All texts in one language. */
export type LanguageTexts = {
  /** By id of what they belong to. */
  readonly things: ReadonlyMap<string, Dictionary>;
  /** Categories of the wrap-up form, and by category its codes. */
  readonly categories: Dictionary;
  readonly codes: ReadonlyMap<string, Dictionary>;
};

export type Translations = {
  /** The configured language that fits a reader best; null: the default one. */
  languageFor: (wanted: readonly string[]) => string | null;
  /** The texts in a language that `languageFor` gave. */
  in: (language: string) => LanguageTexts;
  /** Everything in all languages. */
  readonly catalogue: TextCatalogue;
};

/** @param file with the default language first in each text */
export function translationsOf(file: ConfigurationFile): Translations {
  const [first = '', ...others] = languagesOf(file);
  // Languages that nobody reads cost nothing.
  const made = new Map(others.map((language) => [language, once(() => textsIn(file, language))]));
  return {
    languageFor: (wanted) => {
      const found = matchingTag([first, ...others], wanted);
      return found === first ? null : found;
    },
    in: (language) => made.get(language)?.() ?? NONE,
    catalogue: catalogueOf(file),
  };
}

const NONE: LanguageTexts = { things: new Map(), categories: new Map(), codes: new Map() };

function textsIn(file: ConfigurationFile, language: string): LanguageTexts {
  const { tenant } = file;
  const dictionary = (texts: readonly LocalizedText[]): Dictionary =>
    new Map(
      texts.flatMap((text): [string, string][] => {
        const translated = textIn(text, [language]);
        return translated === plain(text) ? [] : [[plain(text), translated]];
      }),
    );
  const things = new Map<string, Dictionary>();
  const add = (kind: Parameters<typeof idOf>[1], key: string, texts: readonly LocalizedText[]): void => {
    const found = dictionary(texts);
    if (found.size > 0) things.set(idOf(tenant, kind, key), found);
  };
  for (const { name } of file.teams) add('team', plain(name), [name]);
  for (const { name, description } of file.mrds) add('mrd', plain(name), [name, description]);
  for (const { name, description } of file.attributes) add('attribute', plain(name), [name, description]);
  for (const { name } of file.queues) add('queue', plain(name), [name]);
  for (const { name } of file.channels) add('channel', plain(name), [name]);
  for (const { name, type } of file.reasons) add('reason', `${type} ${plain(name)}`, [name]);
  for (const { name, description } of file.lists) add('list', plain(name), [name, description]);
  const categories = categoriesOf(file);
  return {
    things,
    categories: dictionary(categories.map(({ name }) => name)),
    codes: new Map(categories.map(({ name, values }) => [plain(name), dictionary(values)])),
  };
}

function catalogueOf(file: ConfigurationFile): TextCatalogue {
  const names = (things: readonly { name: LocalizedText }[]) => byText(things.map(({ name }) => name));
  const reasons = (type: 'NOT_READY' | 'LOGOUT') =>
    names(file.reasons.filter((reason) => reason.type === type));
  return {
    mrds: names(file.mrds),
    queues: names(file.queues),
    channels: names(file.channels),
    teams: names(file.teams),
    lists: names(file.lists),
    reasons: { NOT_READY: reasons('NOT_READY'), LOGOUT: reasons('LOGOUT') },
    categories: names(categoriesOf(file)),
    codes: Object.fromEntries(
      categoriesOf(file).map(({ name, values }) => [plain(name), byText(values)] as const),
    ),
    fields: Object.fromEntries(
      file.forms.flatMap((form) => {
        if (form.kind !== 'PRE_CHAT') return [];
        const fields = form.fields.map(
          ({ key, label, options }) => [key, { label, options: byText(options) }] as const,
        );
        return [[idOf(file.tenant, 'form', plain(form.name)), Object.fromEntries(fields)] as const];
      }),
    ),
  };
}

/** Those that are in several languages. */
function byText(texts: readonly LocalizedText[]): Record<string, Record<string, string>> {
  return Object.fromEntries(
    texts.flatMap((text) => (typeof text === 'string' ? [] : [[plain(text), { ...text }] as const])),
  );
}

const categoriesOf = ({ forms }: ConfigurationFile) =>
  forms.flatMap((form) => (form.kind === 'WRAP_UP' ? form.categories : []));

const plain = (text: LocalizedText): string => textIn(text, []);
