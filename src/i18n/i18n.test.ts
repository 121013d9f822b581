import { describe, expect, it } from 'vitest';
import { createWords, speak } from './i18n.ts';

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
});
