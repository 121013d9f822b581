import first from '../de.json';
import type { LanguageWords, Words } from '../i18n.ts';

export const words: LanguageWords = {
  first,
  sets: import.meta.glob<Words>('../*/de.json', { import: 'default' }),
};
