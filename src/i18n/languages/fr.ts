import first from '../fr.json';
import type { LanguageWords } from '../i18n.ts';

export const words: LanguageWords = {
  first,
  sets: import.meta.glob('../*/fr.json', { import: 'default' }),
};
