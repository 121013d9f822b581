import first from '../ar.json';
import type { LanguageWords } from '../i18n.ts';

export const words: LanguageWords = {
  first,
  sets: import.meta.glob('../*/ar.json', { import: 'default' }),
};
