import { describe, expect, it } from 'vitest';
import { ar } from './ar.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { it as italian } from './it.ts';
import { ur } from './ur.ts';
import { loadSpeech } from './index.ts';

const blanks = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();

describe.each([
  ['German', de],
  ['Spanish', es],
  ['French', fr],
  ['Italian', italian],
  ['Arabic', ar],
  ['Urdu', ur],
])('%s', (_name, texts) => {
  it('has every sentence, with the same blanks as the English one', () => {
    for (const [key, text] of Object.entries(en)) {
      const translated = texts[key as keyof typeof en];
      expect(translated, key).not.toBe('');
      // A singular may say its number in words.
      if (!key.endsWith('_one')) expect(blanks(translated), key).toEqual(blanks(text));
    }
  });
});

describe('the language of the page', () => {
  it('is the first wished one that there is, else English', async () => {
    expect(await loadSpeech(['pt', 'de-AT', 'en'])).toMatchObject({ language: 'de', direction: 'ltr' });
    expect(await loadSpeech(['ar-EG'])).toMatchObject({ language: 'ar', direction: 'rtl' });
    expect(await loadSpeech(['fr-CA'])).toMatchObject({ language: 'fr', direction: 'ltr' });
    expect(await loadSpeech(['ur-PK'])).toMatchObject({ language: 'ur', direction: 'rtl' });
    expect(await loadSpeech(['xx', 'constructor'])).toMatchObject({ language: 'en' });
  });

  it('fills blanks with what is given, letter by letter', async () => {
    const { t, plural } = await loadSpeech(['en']);
    expect(t('joined', { name: '{name} <b>$&' })).toBe('{name} <b>$& joined the chat');
    expect(plural('queueBefore', 1)).toBe('1 person ahead of you');
    expect(plural('queueBefore', 1200)).toBe('1,200 people ahead of you');
  });
});
