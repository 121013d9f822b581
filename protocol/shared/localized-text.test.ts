import { describe, expect, it } from 'vitest';
import { acceptedLanguages, matchingTag, textIn } from './localized-text.ts';

const lunch = { en: 'Lunch', de: 'Mittagspause', 'de-CH': 'Zmittag', ar: 'غداء' };

describe('a text by language', () => {
  it('is one string for everybody', () => {
    expect(textIn('Lunch', ['de'])).toBe('Lunch');
  });

  it('takes the first wanted language that it has', () => {
    expect(textIn(lunch, ['fr', 'ar', 'de'])).toBe('غداء');
  });

  it('goes from a region to its language before it goes to the next language', () => {
    expect(textIn(lunch, ['de-AT', 'ar'])).toBe('Mittagspause');
    expect(textIn(lunch, ['de-CH'])).toBe('Zmittag');
    expect(textIn(lunch, ['DE-ch'])).toBe('Zmittag');
    expect(textIn({ en: 'Lunch', 'zh-Hant': '午餐' }, ['zh-Hant-TW'])).toBe('午餐');
  });

  it('falls back to its first language', () => {
    expect(textIn(lunch, ['fr'])).toBe('Lunch');
    expect(textIn(lunch, [])).toBe('Lunch');
  });

  it('knows no language by the names of what every object has', () => {
    expect(textIn(lunch, ['constructor'])).toBe('Lunch');
    expect(matchingTag(['en'], ['toString'])).toBeNull();
  });
});

describe('the languages that a browser asks for', () => {
  it('come in the order of their weights', () => {
    expect(acceptedLanguages('en;q=0.5, de-CH, de;q=0.9')).toEqual(['de-CH', 'de', 'en']);
  });

  it('end with "any", and leave out what is refused or no language', () => {
    expect(acceptedLanguages('*')).toEqual([]);
    expect(acceptedLanguages('ar, *;q=0.5, en;q=0.1')).toEqual(['ar']);
    expect(acceptedLanguages('ar;q=0, en, ../etc, de;q=x')).toEqual(['en']);
    expect(acceptedLanguages(undefined)).toEqual([]);
  });
});
