import { beforeEach, describe, expect, it } from 'vitest';
import type { FromParent } from './parent-messages.ts';
import { createParentSession } from './parent-session.ts';
import { readParentToken } from './parent-token.ts';

const NOW = 1_800_000_000_000;

function jwt(claims: object): string {
  const part = (value: object) => btoa(JSON.stringify(value)).replaceAll('=', '');
  return `${part({ alg: 'RS256' })}.${part(claims)}.c2ln`;
}
const given = (claims: object, expiresIn: number | null = null) =>
  ({ type: 'agent-desk.token', request: 'r', token: jwt(claims), expiresIn }) as const;
const lives = (claims: object, expiresIn: number | null = null) =>
  readParentToken(given(claims, expiresIn), NOW)?.lasts;

describe('a token of the page around', () => {
  it('lasts as long as the page says, or as long as is left of it', () => {
    const seconds = NOW / 1000;
    expect(lives({ sub: 'a', iat: seconds - 100, exp: seconds + 200 }, 42)).toBe(42_000);
    expect(lives({ sub: 'a', iat: seconds - 100, exp: seconds + 200 })).toBe(200_000);
    // This machine's clock is wrong by an hour, either way.
    expect(lives({ sub: 'a', iat: seconds - 3600, exp: seconds - 3300 })).toBe(300_000);
    expect(lives({ sub: 'a', iat: seconds + 3600, exp: seconds + 3900 })).toBe(300_000);
    expect(lives({ sub: 'a' })).toBe(60_000);
  });

  it.each(['secret', 'a.b', 'a.b.c.d', 'a.%%.c', ''])('is none when it is %j', (token) => {
    expect(
      readParentToken({ type: 'agent-desk.token', request: 'r', token, expiresIn: null }, NOW),
    ).toBeNull();
  });
});

describe('a sign-in by the page around', () => {
  let answers: (FromParent | null)[];
  let told: number;
  let over: number;
  let steady: number;
  const first = readParentToken(given({ sub: 'a1', preferred_username: 'agent1' }, 300), NOW)!;
  const session = () =>
    createParentSession(
      {
        ask: () => Promise.resolve(answers.shift() ?? null),
        tellSignedOut: () => {
          told += 1;
        },
      },
      first,
      {
        now: () => NOW,
        steady: () => steady,
        onOver: () => {
          over += 1;
        },
      },
    );

  beforeEach(() => {
    answers = [];
    told = 0;
    over = 0;
    steady = 0;
  });

  it('goes on with each fresh token', async () => {
    const signedIn = session();
    expect(signedIn.account()).toBe('agent1');
    const next = given({ sub: 'a1', iat: 1 }, 60);
    answers = [next];
    await signedIn.refresh();
    expect(signedIn.current()).toMatchObject({ token: next.token, lasts: 60_000 });
    expect(signedIn.ended()).toBe(false);
  });

  it('outlasts a page that does not answer, until its last token has run out', async () => {
    const signedIn = session();
    await expect(signedIn.refresh()).rejects.toThrow();
    expect(signedIn.ended()).toBe(false);
    answers = [{ ...given({ sub: 'a1' }), token: 'rubbish' }];
    await expect(signedIn.refresh()).rejects.toThrow();
    expect(signedIn.ended()).toBe(false);
    steady = 300_000;
    expect(signedIn.ended()).toBe(true);
  });

  it.each([
    ['the page has no token any more', { type: 'agent-desk.no-token', request: 'r' } as const],
    ['the token is of another agent', given({ sub: 'a2' })],
  ])('is over when %s', async (_why, answer) => {
    const signedIn = session();
    answers = [answer];
    await expect(signedIn.refresh()).rejects.toThrow();
    expect(signedIn.ended()).toBe(true);
    expect(signedIn.current()?.token).toBe(first.token);
  });

  it('tells the page when the agent signs out, and wants a new sign-in then', async () => {
    await session().logout();
    expect([told, over]).toEqual([1, 1]);
    await session().login(true);
    expect([told, over]).toEqual([1, 2]);
  });
});
