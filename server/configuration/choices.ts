/** Codes and options to choose from: what is stored is the text in the default language, whatever was read. */
import { textIn, textsOf, type LocalizedText } from '../../protocol/shared/localized-text.ts';
import type { ConfigurationIssue } from './issues.ts';
import type { FormInFile } from './schema/desk.ts';
import type { ConfigurationFile } from './schema/file.ts';
import { languagesOf } from './texts.ts';

/** The choice that somebody has read in any language; undefined: it is none of these. */
function chosen<T>(choices: readonly T[], textOf: (choice: T) => LocalizedText, read: string): T | undefined {
  return (
    choices.find((choice) => textIn(textOf(choice), []) === read) ??
    choices.find((choice) => textsOf(textOf(choice)).includes(read))
  );
}

const itself = (text: LocalizedText): LocalizedText => text;

/** A wrap-up code as it is stored. What the form does not have stays as it is. */
export function storedCode<C extends { categoryName: string; value: string }>(
  form: FormInFile | undefined,
  code: C,
): C {
  if (form?.kind !== 'WRAP_UP') return code;
  const category = chosen(form.categories, ({ name }) => name, code.categoryName);
  const value = chosen(category?.values ?? [], itself, code.value);
  if (category === undefined || value === undefined) return code;
  return { ...code, categoryName: textIn(category.name, []), value: textIn(value, []) };
}

/** A customer's answer as it is stored: of a field with options its option, else what was typed. */
export function storedAnswer(form: FormInFile | undefined, key: string, answer: string): string {
  if (form?.kind !== 'PRE_CHAT') return answer;
  const options = form.fields.find((field) => field.key === key)?.options ?? [];
  const option = chosen(options, itself, answer);
  return option === undefined ? answer : textIn(option, []);
}

/** Two choices that read the same in a language cannot be told apart by whoever reads it. */
export function checkChoices(file: ConfigurationFile): ConfigurationIssue[] {
  const languages = languagesOf(file);
  const check = (choices: readonly LocalizedText[], path: string): ConfigurationIssue[] =>
    languages.flatMap((language) => {
      const seen = new Map<string, number>();
      return choices.flatMap((choice, index) => {
        const read = textIn(choice, [language]);
        const first = seen.get(read);
        seen.set(read, first ?? index);
        // A code that is there twice is the same code.
        if (first === undefined || JSON.stringify(choice) === JSON.stringify(choices[first])) return [];
        const message = `The same in "${language}" as ${path}[${first}]; nobody could tell them apart.`;
        return [{ path: `${path}[${index}]`, message }];
      });
    });
  return file.forms.flatMap((form, at) => {
    if (form.kind === 'PRE_CHAT') {
      return form.fields.flatMap(({ options }, field) =>
        check(options, `forms[${at}].fields[${field}].options`),
      );
    }
    const names = form.categories.map(({ name }) => name);
    return [
      ...check(names, `forms[${at}].categories`),
      ...form.categories.flatMap(({ values }, category) =>
        check(values, `forms[${at}].categories[${category}].values`),
      ),
    ];
  });
}
