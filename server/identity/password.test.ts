import { describe, expect, it } from 'vitest';
import { createPasswordVerifier, hashPassword } from './password.ts';

describe('passwords', () => {
  it('are kept with a salt of their own and recognised', async () => {
    const [one, two] = await Promise.all([hashPassword('pass word'), hashPassword('pass word')]);
    expect(one).toMatch(/^scrypt\$32768\$8\$3\$/);
    expect(one).not.toBe(two);
    const verifier = createPasswordVerifier();
    expect(await verifier.verify('pass word', one)).toBe(true);
    expect(await verifier.verify('pass word', one)).toBe(true);
    expect(await verifier.verify('Pass word', one)).toBe(false);
    expect(await verifier.verify('', one)).toBe(false);
  });

  it('are the same however their letters were typed', async () => {
    const encoded = await hashPassword('caf\u00e9');
    expect(await createPasswordVerifier().verify('cafe\u0301', encoded)).toBe(true);
  });

  it('of nobody are never right', async () => {
    const verifier = createPasswordVerifier();
    expect(await verifier.verify('', null)).toBe(false);
    expect(await verifier.verify('demo', null)).toBe(false);
    expect(await verifier.verify('demo', 'plain')).toBe(false);
  });
});
