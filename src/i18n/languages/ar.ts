import first from '../ar.json';
import type { LanguageWords, Words } from '../i18n.ts';

export const words: LanguageWords = {
  first,
  sets: import.meta.glob<Words>('../*/ar.json', { import: 'default' }),
};
