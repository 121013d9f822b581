import { describe, expect, it } from 'vitest';
import { isBlank, withPlainLines } from './visible.ts';

describe('blank texts', () => {
  it.each([
    '',
    ' \n\t',
    '\u200b',
    '\u200d\u2060',
    '\ufeff',
    '\u3164\u115f',
    '\uffa0',
    '\u2800',
    '\u00ad',
    '\u202e',
    '\u034f',
    '\u{e0041}',
  ])('%j shows nothing', (text) => {
    expect(isBlank(text)).toBe(true);
  });

  it.each(['a', '.', '👩‍👩‍👧', 'ا', '\u200bx', '0', '⠁'])('%j shows something', (text) => {
    expect(isBlank(text)).toBe(false);
  });
});

it('reads every end of a line', () => {
  expect(withPlainLines('a\rb\r\nc\u2028d\u2029e\u0085f\n\ng')).toBe('a\nb\nc\nd\ne\nf\n\ng');
});
