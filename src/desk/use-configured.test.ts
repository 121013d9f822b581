import { describe, expect, it } from 'vitest';
import { readConfiguredTexts } from '../connection/read-texts.ts';
import { configuredIn } from './use-configured.ts';

const texts = readConfiguredTexts({
  queues: { Sales: { en: 'Sales', de: 'Verkauf', ar: 'المبيعات' } },
  reasons: { NOT_READY: { Lunch: { en: 'Lunch', de: 'Mittagspause' } }, LOGOUT: {} },
  categories: { Result: { en: 'Result', de: 'Ergebnis' } },
  codes: { Result: { Solved: { en: 'Solved', de: 'Gelöst', ar: 'تم الحل' } } },
  fields: {
    f1: { subject: { label: { en: 'What is it about?', de: 'Worum geht es?' }, options: {} } },
  },
});

describe('configured texts at the desk', () => {
  it('are read in its language, and in the default one where they are not in it', () => {
    const german = configuredIn(texts, ['de-CH', 'de']);
    expect(german.queue('Sales')).toBe('Verkauf');
    expect(german.reason('Lunch')).toBe('Mittagspause');
    expect(german.code({ categoryName: 'Result', value: 'Solved' })).toBe('Gelöst');
    const arabic = configuredIn(texts, ['ar']);
    expect(arabic.code({ categoryName: 'Result', value: 'Solved' })).toBe('تم الحل');
    expect(arabic.category('Result')).toBe('Result');
  });

  it('stay as they are where nothing is known of them, whatever they are called', () => {
    const german = configuredIn(texts, ['de']);
    expect(german.queue('Back office')).toBe('Back office');
    expect(german.queue('constructor')).toBe('constructor');
    expect(german.code({ categoryName: 'toString', value: 'length' })).toBe('length');
    expect(configuredIn(readConfiguredTexts(undefined), ['de']).queue('Sales')).toBe('Sales');
  });

  it('name what a customer was asked as it was asked', () => {
    const german = configuredIn(texts, ['de']);
    const field = { key: 'subject', label: 'Subject', value: 'My order', formId: 'f1' };
    expect(german.entered(field)).toMatchObject({ label: 'Worum geht es?', value: 'My order' });
    expect(german.entered({ ...field, formId: 'another' }).label).toBe('Subject');
  });
});
