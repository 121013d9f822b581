import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ARMS_AFTER } from './use-arming.ts';
import { useClickGuard } from './use-click-guard.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function Bar() {
  return <section aria-label="bar" {...useClickGuard<HTMLElement>()} />;
}

it('what has just come takes no click for half a second', () => {
  render(<Bar />);
  const isArming = () => screen.getByRole('region', { name: 'bar' }).hasAttribute('data-arming');
  expect(isArming()).toBe(true);
  act(() => {
    vi.advanceTimersByTime(ARMS_AFTER - 1);
  });
  expect(isArming()).toBe(true);
  act(() => {
    vi.advanceTimersByTime(1);
  });
  expect(isArming()).toBe(false);
});
