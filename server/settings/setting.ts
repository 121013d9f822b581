/** What a setting is, and the schemas that several of them share. */
import { z } from 'zod';

/**
 * A setting as operators see it, and the schema that reads it. The message of an issue says what the setting must
 * be: "a whole number from 0 to 10".
 */
export type Setting = {
  /** What the README's table says. */
  shownDefault: string;
  meaning: string;
  /** Gets the trimmed text, or undefined for an absent or empty one. */
  schema: z.ZodType<unknown, string | undefined>;
  /** Its value may hold a password or a key: a refusal does not repeat it. */
  secret?: true;
};

/** Settings by name. */
export type SettingsByName = Record<string, Setting>;

/** What the schemas of `T` give. */
export type ValuesOf<T extends SettingsByName> = { [K in keyof T]: z.output<T[K]['schema']> };

/** A whole number; `preset` when there is none. */
export function wholeNumber(preset: number, max: number, min = 0) {
  const allowed = `a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, allowed)
    .transform(Number)
    .pipe(z.number().min(min, allowed).max(max, allowed))
    .prefault(String(preset));
}

/** Null when there is none. */
export function orNull<T>(schema: z.ZodType<T, string>) {
  return schema.optional().transform((value): T | null => value ?? null);
}

/** Any text, or null. */
export const text = orNull(z.string());

/** An address with one of these protocols (`https:`), as it is written. */
export function address(...protocols: string[]) {
  return z.string().refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), {
    message: `an address that begins with ${protocols.join('// or ')}//`,
    abort: true,
  });
}

/** Several words, separated by spaces or commas, each as `word` reads it. */
export function listOf<T>(word: z.ZodType<T, string>) {
  return z
    .string()
    .transform(wordsIn)
    .pipe(z.array(word))
    .optional()
    .transform((values): readonly T[] => values ?? []);
}

/** The words of a list. */
export function wordsIn(value: string): string[] {
  return value.split(/[\s,]+/).filter((word) => word !== '');
}
