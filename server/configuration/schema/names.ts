import { z } from 'zod';

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

/** A duration in seconds; fractions are allowed. */
export const seconds = z.number().min(0, 'Seconds cannot be negative.').max(DAY_SECONDS, 'At most one day.');

/** A duration that must be longer than nothing: at least a hundredth of a second. */
export const someSeconds = z
  .number()
  .min(0.01, 'Must be more than 0 seconds.')
  .max(DAY_SECONDS, 'At most one day.');
