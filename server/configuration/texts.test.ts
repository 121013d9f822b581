import { describe, expect, it } from 'vitest';
import demo from '../demo.json' with { type: 'json' };
import { storedAnswer, storedCode } from './choices.ts';
import { coreConfig } from './core-config.ts';
import { buildDirectory } from './directory.ts';
import { idOf } from './ids.ts';
import { parseConfiguration } from './parse.ts';

const small = {
  tenant: 'small',
  defaultLanguage: 'de',
  mrds: [{ name: 'CHAT' }],
  queues: [{ name: { en: 'Sales', de: 'Verkauf' }, mrd: 'CHAT' }],
  channels: [{ name: 'Web', type: 'WEB', serviceIdentifier: 'web', queue: 'Verkauf' }],
  reasons: [{ name: { en: 'Lunch', fr: 'Déjeuner' }, type: 'NOT_READY' }],
};

const issues = (change: object): string => {
  try {
    parseConfiguration({ ...small, ...change });
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

describe('texts by language', () => {
  it('are referred to, and get their ids, by the default language, else by their first one', () => {
    const core = coreConfig(parseConfiguration(small));
    expect(core.queues[idOf('small', 'queue', 'Verkauf')]?.name).toBe('Verkauf');
    expect(core.reasons[idOf('small', 'reason', 'NOT_READY Lunch')]?.name).toBe('Lunch');
    expect(issues({ channels: [{ ...small.channels[0], queue: 'Sales' }] })).toContain('no queue "Sales"');
  });

  it('keep the ids of a file whose strings get translations', () => {
    const plain = { ...demo, reasons: [{ name: 'Lunch', type: 'NOT_READY' }] };
    const translated = { ...demo, reasons: [{ name: { de: 'Pause', en: 'Lunch' }, type: 'NOT_READY' }] };
    const ids = (file: object) => buildDirectory(parseConfiguration(file)).reasons.map(({ id }) => id);
    expect(ids(translated)).toEqual(ids(plain));
  });

  it('are read in the language that fits a reader best', () => {
    const { translations } = buildDirectory(parseConfiguration(small));
    expect(translations.languageFor(['en-GB', 'fr'])).toBe('en');
    expect(translations.languageFor(['de', 'en'])).toBeNull();
    expect(translations.languageFor(['it'])).toBeNull();
    const queue = translations.in('en').things.get(idOf('small', 'queue', 'Verkauf'));
    expect(queue?.get('Verkauf')).toBe('Sales');
  });

  it('say what is wrong with them', () => {
    expect(issues({ reasons: [{ name: {}, type: 'NOT_READY' }] })).toContain('at least one language');
    expect(issues({ reasons: [{ name: { en: '' }, type: 'NOT_READY' }] })).toContain(
      'reasons[0].name.en: A name cannot be empty.',
    );
    expect(issues({ reasons: [{ name: { 'no tag!': 'x' }, type: 'NOT_READY' }] })).toContain('language tag');
    expect(issues({ reasons: [{ name: 7, type: 'NOT_READY' }] })).toContain('Expected string or object.');
  });

  it('cannot be told apart when two choices read the same in a language', () => {
    const values = [
      { en: 'Refund', de: 'Erstattung' },
      { en: 'Repayment', de: 'Erstattung' },
    ];
    const forms = [{ kind: 'WRAP_UP', name: 'Wrap-up', categories: [{ name: 'Result', values }] }];
    expect(issues({ forms })).toContain('forms[0].categories[0].values[1]: The same in "de"');
    expect(issues({ defaultLanguage: 'en', forms: [], queues: [{ name: 'Verkauf', mrd: 'CHAT' }] })).toBe('');
  });
});

describe('what is chosen', () => {
  const directory = buildDirectory(parseConfiguration(demo));
  const form = (kind: string) => directory.forms.find((each) => each.kind === kind)?.localized;

  it('is stored in the default language, in whatever language it was read', () => {
    const solved = { categoryName: 'Result', value: 'Solved' };
    expect(storedCode(form('WRAP_UP'), solved)).toEqual(solved);
    expect(storedCode(form('WRAP_UP'), { categoryName: 'النتيجة', value: 'تم الحل' })).toEqual(solved);
    expect(storedCode(form('WRAP_UP'), { categoryName: 'Ergebnis', value: 'Gelöst' })).toEqual(solved);
    expect(storedAnswer(form('PRE_CHAT'), 'subject', 'Meine Bestellung')).toBe('My order');
  });

  it('stays as it is where the form does not have it', () => {
    const unknown = { categoryName: 'Result', value: 'Eaten by the dog' };
    expect(storedCode(form('WRAP_UP'), unknown)).toEqual(unknown);
    expect(storedCode(undefined, unknown)).toEqual(unknown);
    expect(storedAnswer(form('PRE_CHAT'), 'name', 'Meine Bestellung')).toBe('Meine Bestellung');
  });
});
