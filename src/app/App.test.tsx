import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createWords } from '../i18n/i18n.ts';
import { createDeskStore, type DeskStore } from '../store/desk-store.ts';
import { presence } from '../testing/people.ts';
import { App } from './App.tsx';
import type { Beginning } from './beginning.ts';

type Options = { onEnding: (ending: 'full') => void };

/** Every attempt to open a desk: its store, and how the server refuses it. */
const attempts: { store: DeskStore; full: () => void }[] = [];

vi.mock('./start-desk.ts', () => ({
  startDesk: ({ onEnding }: Options) => {
    const store = createDeskStore();
    attempts.push({
      store,
      full: () => {
        onEnding('full');
      },
    });
    return { desk: { store }, known: Promise.resolve(), whose: new Promise(() => {}), stop: () => {} };
  },
}));
vi.mock('./shell/Shell.tsx', () => ({ Shell: () => <p>the desk</p> }));
vi.mock('./beginning.ts', () => ({
  // Whoever waits stays signed in: beginning anew would leave the page.
  begin: () => expect.unreachable(),
  beginWith: () => beginning(),
}));

function beginning(): Beginning {
  const made = {
    session: Promise.resolve({ account: () => 'agent7' }),
    deskSocket: { close: () => {} },
    me: Promise.resolve(null),
  };
  return made as unknown as Beginning;
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

it('waits where every place of the contact centre is taken, and opens the desk when there is one', async () => {
  render(<App words={await createWords()} beginning={beginning()} />);
  await act(() => vi.advanceTimersByTimeAsync(0));
  act(() => {
    attempts[0]?.full();
  });
  const title = screen.getByRole('heading', { name: 'All agent seats are taken' });
  expect(screen.getByText('QUOTA_AGENTS')).toBeTruthy();
  expect(screen.getByText('Signed in as agent7')).toBeTruthy();
  // Asked again by itself, the page stands while nobody knows the answer.
  for (const attempt of [1, 2]) {
    await act(() => vi.advanceTimersByTimeAsync(15_000));
    expect(attempts).toHaveLength(attempt + 1);
    expect(title.isConnected).toBe(true);
    if (attempt === 1)
      act(() => {
        attempts[1]?.full();
      });
  }
  await act(async () => {
    attempts[2]?.store.setState({ presence: presence('NOT_READY') });
    await vi.advanceTimersByTimeAsync(0);
  });
  expect(screen.getByText('the desk')).toBeTruthy();
  expect(title.isConnected).toBe(false);
});
