import { afterEach, describe, expect, it } from 'vitest';
import { keepAddress, takeKeptAddress } from './kept-address.ts';

const go = (hash: string) => {
  window.history.replaceState(null, '', `/${hash}`);
};

afterEach(() => {
  takeKeptAddress();
  go('');
});

describe('the address over a sign-in', () => {
  it('is given back once', () => {
    go('#/conversations/c1');
    keepAddress();
    expect(takeKeptAddress()).toBe('#/conversations/c1');
    expect(takeKeptAddress()).toBe('');
  });

  it('outlives a second sign-in from a page that has none', () => {
    go('#/conversations/c1');
    keepAddress();
    go('');
    keepAddress();
    expect(takeKeptAddress()).toBe('#/conversations/c1');
  });

  it('is the newer one where the page has one', () => {
    go('#/team');
    keepAddress();
    go('#/settings');
    keepAddress();
    expect(takeKeptAddress()).toBe('#/settings');
  });
});
