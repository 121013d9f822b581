import first from '../ur.json';
import type { LanguageWords, Words } from '../i18n.ts';

export const words: LanguageWords = {
  first,
  sets: import.meta.glob<Words>('../*/ur.json', { import: 'default' }),
};
