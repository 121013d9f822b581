import { describe, expect, it } from 'vitest';
import { speechForBrowser, speechForRequest, wantedLanguage } from './language.ts';

describe('the language of a sign-in page', () => {
  it.each([
    ['de', 'de'],
    ['de-AT', 'de'],
    ['pt ar-EG en', 'ar'],
    ['AR', 'ar'],
    ['de;q=0.2, ar ;q=0.9, en;q=0.5', 'ar'],
    ['fr-CH, fr;q=0.9, de;q=0.8, *;q=0.5', 'fr'],
    ['ur-PK, en;q=0.8', 'ur'],
    ['de;q=0, en;q=0.1', 'en'],
    ['de;q=x, ar;q=0.1', 'ar'],
    ['deutsch', undefined],
    ['pt', undefined],
    ['*', undefined],
    ['', undefined],
    ['__proto__ constructor', undefined],
    [`${'pt,'.repeat(5000)}de`, undefined],
  ])('takes the best of what is wanted: %.60s', (list, language) => {
    expect(wantedLanguage(list)).toBe(language);
  });

  it('listens to the desk first, then to the browser, and speaks English at last', () => {
    const headers = { 'accept-language': 'de-DE,de;q=0.9' };
    expect(speechForRequest(headers, 'ar')).toMatchObject({ language: 'ar', direction: 'rtl' });
    expect(speechForRequest(headers, 'pt')).toMatchObject({ language: 'de', direction: 'ltr' });
    expect(speechForRequest(headers, undefined).language).toBe('de');
    expect(speechForRequest(headers, ['ar', 'en']).language).toBe('de');
    expect(speechForRequest({}, undefined).language).toBe('en');
  });

  it('remembers for pages of their own how the desk spoke', () => {
    const headers = { 'accept-language': 'de', cookie: 'a=b; desk_language_8080=ar; c=d' };
    expect(speechForBrowser(headers, 'desk_language_8080').language).toBe('ar');
    expect(speechForBrowser(headers, 'desk_language').language).toBe('de');
    expect(speechForBrowser(headers, 'desk_language_8080', 'en').language).toBe('en');
    expect(speechForBrowser({ cookie: 'desk_language=<script>' }, 'desk_language').language).toBe('en');
  });
});
