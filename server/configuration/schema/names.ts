import { z } from 'zod';
import { LANGUAGE_TAG } from '../../../protocol/shared/localized-text.ts';

/** One day, in seconds: no rule of a contact centre waits longer. */
const DAY_SECONDS = 86_400;

/** The name of a thing, by which the rest of the file refers to it. No control characters. */
export const name = z
  .string()
  .min(1, 'A name cannot be empty.')
  .max(110, 'A name has at most 110 characters.')
  .regex(/^[^\u0000-\u001f\u007f]*$/, 'A name has no control characters.')
  .refine((value) => value.trim() === value, 'A name does not begin or end with a space.')
  .refine((value) => value !== '__proto__', 'This name is reserved.');

/** Free text shown to people. */
export const text = z.string().max(500, 'At most 500 characters.');

/** A language tag of BCP 47. */
export const languageTag = z.string().max(35).regex(LANGUAGE_TAG, 'A language tag like en or pt-BR.');

/** What people read: one string for all, or language tag to string. */
const inLanguages = <T extends z.ZodString>(one: T) =>
  z.union([
    one,
    z
      .record(languageTag, one)
      .refine((texts) => Object.keys(texts).length > 0, 'A text needs at least one language.')
      .refine((texts) => Object.keys(texts).length <= 100, 'A text has at most 100 languages.'),
  ]);

/**
 * A name that people read. By its text in the default language the rest of the file refers to the thing, ids are
 * made from it, and it is what is stored of a choice.
 */
export const displayName = inLanguages(name);

/** Free text that people read, by language where that is wanted. */
export const displayText = inLanguages(text);

/** A duration in seconds; fractions are allowed. */
export const seconds = z.number().min(0, 'Seconds cannot be negative.').max(DAY_SECONDS, 'At most one day.');

/** A duration that must be longer than nothing: at least a hundredth of a second. */
export const someSeconds = z
  .number()
  .min(0.01, 'Must be more than 0 seconds.')
  .max(DAY_SECONDS, 'At most one day.');
