import { afterEach, describe, expect, it, vi } from 'vitest';
import { passwordToken } from './password-token.ts';

afterEach(() => vi.unstubAllGlobals());

const signedIn = (token: string) => Promise.resolve(Response.json({ data: { token } }));

describe('a token by password', () => {
  it('is asked for once, and again when it was refused', async () => {
    let count = 0;
    vi.stubGlobal('fetch', () => signedIn(`token ${(count += 1)}`));
    const token = passwordToken('http://desk.test', 'agent1', 'demo');
    expect(await Promise.all([token(false), token(false)])).toEqual(['token 1', 'token 1']);
    expect(await token(true)).toBe('token 2');
    expect(await token(false)).toBe('token 2');
  });

  it.each([
    {
      what: 'a refusal',
      answer: () => Promise.resolve(Response.json({ error: { code: 'LOCKED' } }, { status: 423 })),
      code: 'LOCKED',
    },
    {
      what: 'the page of a proxy',
      answer: () => Promise.resolve(new Response('<html>', { status: 502 })),
      code: 'INTERNAL',
    },
    {
      what: 'no answer',
      answer: () => Promise.reject(new TypeError('fetch failed')),
      code: 'NO_ANSWER',
    },
  ])('says what came instead: $what', async ({ answer, code }) => {
    vi.stubGlobal('fetch', answer);
    const token = passwordToken('http://desk.test', 'agent1', 'demo');
    await expect(token(false)).rejects.toMatchObject({ name: 'RefusedError', code });
    // It is not kept.
    vi.stubGlobal('fetch', () => signedIn('later'));
    expect(await token(false)).toBe('later');
  });
});
