import { expect, it } from 'vitest';
import { signInBy, type DeskSession } from './session.ts';

const session = (name: string): DeskSession => ({
  current: () => null,
  refresh: () => Promise.reject(new Error('no')),
  ended: () => false,
  account: () => name,
  login: () => Promise.resolve(),
  logout: () => Promise.resolve(),
});

it('signs in by the first way that is one here', async () => {
  const tried: boolean[] = [];
  const notHere = (cautious: boolean) => {
    tried.push(cautious);
    return Promise.resolve(null);
  };
  const signedIn = await signInBy(
    [notHere, () => Promise.resolve(session('by redirect')), () => Promise.resolve(session('later'))],
    true,
  );
  expect(signedIn.account()).toBe('by redirect');
  expect(tried).toEqual([true]);
  await expect(signInBy([notHere], false)).rejects.toThrow();
});
