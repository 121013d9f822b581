import first from '../it.json';
import type { LanguageWords } from '../i18n.ts';

export const words: LanguageWords = {
  first,
  sets: import.meta.glob('../*/it.json', { import: 'default' }),
};
