import { describe, expect, it } from 'vitest';
import {
  hashPassword,
  hashPasswordQuickly,
  matchesEncoded,
  QUICK_PATTERN,
  strengthenPassword,
} from './password.ts';

/** What SQL's `like` makes of the pattern. */
const quick = new RegExp(
  `^${QUICK_PATTERN.replace(/[$]/g, '\\$').replaceAll('_', '.').replaceAll('%', '.*')}$`,
);

describe('passwords', () => {
  it('are kept with a salt of their own and recognised', async () => {
    const [one, two] = await Promise.all([hashPassword('pass word'), hashPassword('pass word')]);
    expect(one).toMatch(/^scrypt\$32768\$8\$3\$/);
    expect(one).not.toBe(two);
    expect(await matchesEncoded('pass word', one)).toBe(true);
    expect(await matchesEncoded('Pass word', one)).toBe(false);
    expect(await matchesEncoded('', one)).toBe(false);
  });

  it('are the same however their letters were typed', async () => {
    const encoded = await hashPassword('caf\u00e9');
    expect(await matchesEncoded('cafe\u0301', encoded)).toBe(true);
  });

  it('can be made strong later, without being known', async () => {
    const weak = await hashPasswordQuickly('pass word');
    const strong = await strengthenPassword(weak);
    expect(strong).toMatch(/^scrypt\$1024\$8\$1\$[\w-]+\+32768\$8\$3\$[\w-]+\$[\w-]+$/);
    // The key of the first layer, which would be as quick to guess as before, is gone.
    expect(strong).not.toContain(weak.split('$').at(-1));
    expect(await matchesEncoded('pass word', strong)).toBe(true);
    expect(await matchesEncoded('pass words', strong)).toBe(false);
    expect([weak, strong, await hashPassword('x')].map((encoded) => quick.test(encoded))).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('that are not well formed match nothing', async () => {
    for (const encoded of ['plain', 'scrypt$1', 'scrypt$1024$8$1$', 'other$1024$8$1$YQ$YQ']) {
      expect(await matchesEncoded('demo', encoded)).toBe(false);
    }
  });
});
