/** The configured texts in the desk's language. The store has them in the default one, as the server keeps them. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { textIn } from '../../protocol/shared/localized-text.ts';
import { regional } from '../i18n/region.ts';
import type { Code, FormField } from '../store/events.ts';
import type { ConfiguredTexts, TextsByName } from '../store/texts.ts';
import { useDesk } from './desk-context.ts';

export type Configured = {
  mrd: (name: string) => string;
  queue: (name: string) => string;
  channel: (name: string) => string;
  /** A pull list. */
  list: (name: string) => string;
  /** A configured reason by its name. */
  reason: (name: string) => string;
  category: (name: string) => string;
  /** A code of the wrap-up form. */
  code: (code: Code) => string;
  /** What a customer was asked and answered before the chat. */
  entered: (field: FormField) => FormField;
};

/** Every text is found by the one in the default language. What is not translated stays as it is. */
export function configuredIn(texts: ConfiguredTexts, languages: readonly string[]): Configured {
  const find = (among: TextsByName | undefined, name: string): string | null => {
    const found = among !== undefined && Object.hasOwn(among, name) ? among[name] : undefined;
    return found === undefined ? null : textIn(found, languages);
  };
  const from = (among: TextsByName) => (name: string) => find(among, name) ?? name;
  return {
    mrd: from(texts.mrds),
    queue: from(texts.queues),
    channel: from(texts.channels),
    list: from(texts.lists),
    reason: (name) => find(texts.reasons.NOT_READY, name) ?? find(texts.reasons.LOGOUT, name) ?? name,
    category: from(texts.categories),
    code: ({ categoryName, value }) => {
      const codes = Object.hasOwn(texts.codes, categoryName) ? texts.codes[categoryName] : undefined;
      return find(codes, value) ?? value;
    },
    entered: (field) => {
      const id = field.formId ?? '';
      const form = Object.hasOwn(texts.fields, id) ? texts.fields[id] : undefined;
      const known = form !== undefined && Object.hasOwn(form, field.key) ? form[field.key] : undefined;
      if (known === undefined) return field;
      return {
        ...field,
        label: textIn(known.label, languages),
        value: find(known.options, field.value) ?? field.value,
      };
    },
  };
}

/** The configured texts in the language of the desk. */
export function useConfigured(): Configured {
  const texts = useDesk((state) => state.texts);
  const { language } = useTranslation().i18n;
  return useMemo(
    () => configuredIn(texts, [regional(language, navigator.languages), language]),
    [texts, language],
  );
}
