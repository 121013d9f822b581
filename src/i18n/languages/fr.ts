import first from '../fr.json';
import type { LanguageWords, Words } from '../i18n.ts';

export const words: LanguageWords = {
  first,
  sets: import.meta.glob<Words>('../*/fr.json', { import: 'default' }),
};
