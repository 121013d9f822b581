/** The texts of a configuration file that people read, wherever they stand in it. */
import { matchingTag, textIn, type LocalizedText } from '../../protocol/shared/localized-text.ts';
import type { ConfigurationFile } from './schema/file.ts';
import type { FormInFile } from './schema/desk.ts';

/** A part of the file in which every text that people read is a `T`. */
type TextsAs<Part, T> = [LocalizedText] extends [Part]
  ? T
  : Part extends readonly (infer Item)[]
    ? TextsAs<Item, T>[]
    : Part extends object
      ? { [Key in keyof Part]: TextsAs<Part[Key], T> }
      : Part;

/** A part of the file with every text in one language: by these names the file refers, and ids are made of them. */
export type Plain<Part> = TextsAs<Part, string>;

/** The file with each text replaced by what `read` makes of it. */
function mapTexts<T>(
  file: ConfigurationFile,
  read: (text: LocalizedText) => T,
): TextsAs<ConfigurationFile, T> {
  const named = <Thing extends { name: LocalizedText }>(thing: Thing) => ({
    ...thing,
    name: read(thing.name),
  });
  const described = <Thing extends { name: LocalizedText; description: LocalizedText }>(thing: Thing) => ({
    ...named(thing),
    description: read(thing.description),
  });
  return {
    ...file,
    teams: file.teams.map(named),
    mrds: file.mrds.map(described),
    attributes: file.attributes.map(described),
    queues: file.queues.map(named),
    channels: file.channels.map((channel) => ({
      ...named(channel),
      widget: {
        ...channel.widget,
        title: read(channel.widget.title),
        subtitle: read(channel.widget.subtitle),
        welcome: read(channel.widget.welcome),
      },
    })),
    reasons: file.reasons.map(named),
    forms: file.forms.map((form) => mapForm(form, read)),
    lists: file.lists.map(described),
  };
}

function mapForm<T>(form: FormInFile, read: (text: LocalizedText) => T): TextsAs<FormInFile, T> {
  const head = { name: read(form.name), description: read(form.description) };
  switch (form.kind) {
    case 'WRAP_UP':
      return {
        ...form,
        ...head,
        categories: form.categories.map(({ name, values }) => ({
          name: read(name),
          values: values.map(read),
        })),
      };
    case 'PRE_CHAT':
      return {
        ...form,
        ...head,
        fields: form.fields.map((field) => ({
          ...field,
          label: read(field.label),
          helpText: read(field.helpText),
          options: field.options.map(read),
        })),
      };
  }
}

/** The file with the default language first in each text, so that it is what every other language falls back to. */
export function withDefaultFirst(file: ConfigurationFile): ConfigurationFile {
  return mapTexts(file, (text): LocalizedText => {
    if (typeof text === 'string') return text;
    const first = matchingTag(Object.keys(text), [file.defaultLanguage]);
    return first === null ? text : { [first]: text[first] ?? '', ...text };
  });
}

/** The file as it is in its default language. */
export function inDefaultLanguage(file: ConfigurationFile): Plain<ConfigurationFile> {
  return mapTexts(file, (text) => textIn(text, []));
}

/** Every language that a text of the file is in, the default one first. */
export function languagesOf(file: ConfigurationFile): string[] {
  const tags = new Set([file.defaultLanguage]);
  mapTexts(file, (text) => {
    if (typeof text !== 'string') for (const tag of Object.keys(text)) tags.add(tag);
  });
  return [...tags];
}

/** A form as readers of a language have it. */
export function formIn(form: FormInFile, languages: readonly string[]): Plain<FormInFile> {
  return mapForm(form, (text) => textIn(text, languages));
}
