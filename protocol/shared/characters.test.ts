import { describe, expect, it } from 'vitest';
import { firstCharacters, charactersIn } from './characters.ts';

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
    expect(charactersIn(text)).toBe(letters);
    expect(charactersIn(text)).toBe(Array.from(text).length);
  });

  it('are cut between each other, never within one', () => {
    expect(firstCharacters('a🙏b', 2)).toBe('a🙏');
    expect(firstCharacters('🙏🙏🙏', 2)).toBe('🙏🙏');
    expect(firstCharacters('🙏🙏', 2)).toBe('🙏🙏');
    expect(firstCharacters('abc', 0)).toBe('');
    for (let most = 0; most < 9; most += 1) {
      expect(() => encodeURIComponent(firstCharacters('x🙏👍🏽é🙏', most))).not.toThrow();
    }
  });
});
