import { describe, expect, it } from 'vitest';
import { resemblesAny, wordIn } from './words.ts';

const word = wordIn(['WRAPUP', 'ACTION', 'VISIT', 'KIND', 'StructuredMessage']);

describe('words of the wire', () => {
  it.each(['WRAPUP', 'wrapup', 'Wrapup', 'wRaPuP ', '\twrapup\n', '\u200bWRAPUP\ufeff', '\u00a0WrapUp'])(
    'reads %j as the listed word',
    (raw) => {
      expect(word(raw)).toBe('WRAPUP');
    },
  );

  it('gives a word as the list spells it', () => {
    expect(word('STRUCTUREDMESSAGE')).toBe('StructuredMessage');
  });

  it.each([
    'actıon',
    'ACTİON',
    'vi\u017fit',
    '\u212aIND',
    'wrap-up',
    'wrap up',
    'ｗｒａｐｕｐ',
    '',
    'toString',
  ])('does not take %j for a listed word', (raw) => {
    expect(word(raw)).toBeUndefined();
  });

  it('takes nothing but text for a word', () => {
    for (const raw of [undefined, null, 7, ['WRAPUP'], { type: 'WRAPUP' }]) expect(word(raw)).toBeUndefined();
  });

  it('tells which unknown words look like a listed one', () => {
    const resembles = resemblesAny(['WRAPUP', 'ACTION', 'VISIT']);
    for (const raw of [
      'wrap-up',
      'WRAP_UP',
      'ｗｒａｐｕｐ',
      'actıon',
      'ACTİON',
      'vi\u017fit',
      'w\u200brapup',
    ])
      expect(resembles(raw), raw).toBe(true);
    for (const raw of ['HOLOGRAM', 'WRAPUPS', '']) expect(resembles(raw), raw).toBe(false);
  });
});
