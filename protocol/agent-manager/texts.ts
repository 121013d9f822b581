/** What a desk is told of the configuration's texts in all languages, so that it can change its language at once. */
import * as z from 'zod/mini';
import { LANGUAGE_TAG } from '../shared/localized-text.ts';

const byLanguage = z.record(z.string().check(z.regex(LANGUAGE_TAG)), z.string());

/** Text in the default language → the same by language, the default one first. */
const byText = z.record(z.string(), byLanguage);

/**
 * Every text that the configuration has in several languages, by the text in the default language. What is missing
 * is the same in all languages.
 */
export const textCatalogue = z.object({
  mrds: byText,
  queues: byText,
  channels: byText,
  teams: byText,
  lists: byText,
  reasons: z.object({ NOT_READY: byText, LOGOUT: byText }),
  /** The categories of the wrap-up form, and by category its codes. */
  categories: byText,
  codes: z.record(z.string(), byText),
  /** By id of the form and key of the field: what the customer was asked, and what could be answered. */
  fields: z.record(
    z.string(),
    z.record(z.string(), z.object({ label: z.union([z.string(), byLanguage]), options: byText })),
  ),
});
export type TextCatalogue = z.output<typeof textCatalogue>;
