import { describe, expect, it } from 'vitest';
import { createWords, speak } from './i18n.ts';

async function announced(language: string, name: string): Promise<string> {
  const words = await createWords();
  await speak(words, language, document.createElement('div'));
  return words.t('alert.offer', { name });
}

describe('a name in a sentence', () => {
  it('keeps its direction where the sentence runs the other way', async () => {
    expect(await announced('ar', 'Maria (VIP)')).toContain('\u2068Maria (VIP)\u2069');
    expect(await announced('en', 'مريم')).toBe('\u2068مريم\u2069 is waiting');
    expect(await announced('ar', '0:42')).toContain('\u20680:42\u2069');
  });

  it('stays as it is where both run the same way', async () => {
    expect(await announced('en', 'Maria')).toBe('Maria is waiting');
    expect(await announced('de', 'Jürgen & <b>')).toBe('Jürgen & <b> wartet');
    expect(await announced('ar', 'مريم')).not.toMatch(/[\u2066-\u2069]/);
  });
});
