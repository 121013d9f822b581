/** What every language of the pages has to say: the same as English. */
import type { en } from './en.ts';

/** Forms of a counted word; which ones there are depends on the language. */
export type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

type Translated<T> = {
  [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends { other: string; one: string }
      ? Plural
      : Translated<T[K]>;
};

export type Words = Translated<typeof en>;
