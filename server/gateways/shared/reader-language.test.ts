import { expect, it } from 'vitest';
import type { Directory } from '../../configuration/directory.ts';
import type { LanguageTexts } from '../../configuration/translations.ts';
import { inLanguage } from './reader-language.ts';

const texts: LanguageTexts = {
  things: new Map([['queue-1', new Map([['Support', 'Hilfe']])]]),
  categories: new Map([['Billing', 'Abrechnung']]),
  codes: new Map([['Billing', new Map([['Refund', 'Gutschrift']])]]),
};
const directory = { translations: { in: () => texts } } as unknown as Directory;
const inGerman = <T>(value: T): T => inLanguage(value, 'de', directory);

const CODE = { categoryName: 'Billing', value: 'Refund' };

it('replaces names of what is configured and the codes of a wrap-up', () => {
  expect(inGerman({ queue: { id: 'queue-1', name: 'Support' } })).toEqual({
    queue: { id: 'queue-1', name: 'Hilfe' },
  });
  expect(inGerman({ body: { type: 'WRAPUP', wrapups: [CODE] } })).toEqual({
    body: { type: 'WRAPUP', wrapups: [{ categoryName: 'Abrechnung', value: 'Gutschrift' }] },
  });
});

it('leaves what people say as they said it', () => {
  const message = {
    body: { type: 'PLAIN', markdownText: 'Support', ...CODE, id: 'queue-1', name: 'Support' },
  };
  expect(inGerman(message)).toBe(message);
});

it('takes anything where a text is expected', () => {
  const unspeakable = { toString: 1, valueOf: 1 };
  const hostile = {
    queue: { id: 'queue-1', name: unspeakable },
    body: { type: 'WRAPUP', wrapups: [{ categoryName: 'Billing', value: unspeakable }] },
  };
  expect(inGerman(hostile)).toMatchObject({
    queue: { name: unspeakable },
    body: { wrapups: [{ value: unspeakable }] },
  });
});
