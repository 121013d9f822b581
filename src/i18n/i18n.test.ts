import { describe, expect, it } from 'vitest';
import { completeWords, createWords, speak } from './i18n.ts';

describe('a language', () => {
  it('that comes late does not take the place of a later choice', async () => {
    const words = await createWords();
    const root = document.createElement('html');
    // German has to be fetched and is still on its way when English, which is there, is chosen.
    const german = speak(words, 'de', root);
    await speak(words, 'en', root);
    await german;
    expect(words.language).toBe('en');
    expect(root.lang).toBe('en');
    await Promise.all([speak(words, 'de', root), speak(words, 'ar', root)]);
    expect(words.language).toBe('ar');
    expect([root.lang, root.dir]).toEqual(['ar', 'rtl']);
  });

  it('has the words of what comes after the first screen once that comes, whichever is spoken', async () => {
    const words = await createWords();
    const root = document.createElement('html');
    expect(words.exists('composer.send')).toBe(false);
    await speak(words, 'de', root);
    await completeWords(words);
    expect(words.t('composer.send')).toBe('Senden');
    expect(words.t('state.READY')).toBe('Bereit');
    await speak(words, 'ar', root);
    expect(words.t('composer.send')).toMatch(/\p{Script=Arabic}/u);
    await speak(words, 'en', root);
    expect(words.t('composer.send')).toBe('Send');
  });

  it('that is chosen while its late words are on their way has all of its words', async () => {
    const words = await createWords();
    const root = document.createElement('html');
    const german = speak(words, 'de', root);
    await Promise.all([completeWords(words), german, speak(words, 'de', root)]);
    expect([words.t('composer.send'), words.t('state.READY')]).toEqual(['Senden', 'Bereit']);
  });

  it('has only the words of the places that somebody goes to, also when it is changed', async () => {
    const words = await createWords();
    const root = document.createElement('html');
    await completeWords(words, ['desk', 'settings']);
    await speak(words, 'de', root);
    expect(words.t('settings.back')).toBe('Zurück zu den Chats');
    expect(words.exists('composer.send')).toBe(false);
    await completeWords(words, ['desk', 'conversations']);
    expect(words.t('composer.send')).toBe('Senden');
  });
});
