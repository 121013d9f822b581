import first from '../ur.json';
import type { LanguageWords } from '../i18n.ts';

export const words: LanguageWords = {
  first,
  sets: import.meta.glob('../*/ur.json', { import: 'default' }),
};
