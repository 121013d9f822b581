/** Keys of the desk's words, as types: one that English does not have is an error of types. */
import type { i18n, ParseKeys } from 'i18next';

export type WordKey = ParseKeys;

/** Whether there are words for a key that comes from outside, such as one that an earlier version kept. */
export function isWordKey(
  words: i18n,
  key: string,
  values: Readonly<Record<string, unknown>>,
): key is WordKey {
  return words.exists(key, values);
}
