import first from '../it.json';
import type { LanguageWords, Words } from '../i18n.ts';

export const words: LanguageWords = {
  first,
  sets: import.meta.glob<Words>('../*/it.json', { import: 'default' }),
};
