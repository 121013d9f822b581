import { describe, expect, it } from 'vitest';
import { firstLetters, lettersIn } from './letters.ts';

describe('letters', () => {
  it.each([
    ['', 0],
    ['abc', 3],
    ['é', 1],
    ['🙏', 1],
    ['a🙏b🙏', 4],
    ['👍🏽', 2],
    ['a\ud800b', 3],
    ['\udc00\ud800', 2],
  ])('of %j are %i, as by its code points', (text, letters) => {
    expect(lettersIn(text)).toBe(letters);
    expect(lettersIn(text)).toBe(Array.from(text).length);
  });

  it('are cut between each other, never within one', () => {
    expect(firstLetters('a🙏b', 2)).toBe('a🙏');
    expect(firstLetters('🙏🙏🙏', 2)).toBe('🙏🙏');
    expect(firstLetters('🙏🙏', 2)).toBe('🙏🙏');
    expect(firstLetters('abc', 0)).toBe('');
    for (let most = 0; most < 9; most += 1) {
      expect(() => encodeURIComponent(firstLetters('x🙏👍🏽é🙏', most))).not.toThrow();
    }
  });
});
