import first from '../de.json';
import type { LanguageWords } from '../i18n.ts';

export const words: LanguageWords = {
  first,
  sets: import.meta.glob('../*/de.json', { import: 'default' }),
};
