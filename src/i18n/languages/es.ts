import first from '../es.json';
import type { LanguageWords } from '../i18n.ts';

export const words: LanguageWords = {
  first,
  sets: import.meta.glob('../*/es.json', { import: 'default' }),
};
