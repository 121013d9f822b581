import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useNarrowerThan } from './desk-width.ts';

function Part() {
  return <p>{useNarrowerThan(640) ? 'one at a time' : 'side by side'}</p>;
}

let resized = () => {};
let root: HTMLElement;

function is(width: number): void {
  Object.defineProperty(root, 'clientWidth', { configurable: true, value: width });
}

beforeEach(() => {
  root = document.body.appendChild(Object.assign(document.createElement('div'), { id: 'desk' }));
  vi.stubGlobal(
    'ResizeObserver',
    class {
      constructor(callback: () => void) {
        resized = callback;
      }
      observe() {}
      disconnect() {}
    },
  );
});

afterEach(() => {
  cleanup();
  root.remove();
});

it('follows the desk’s own element, however wide the window is', () => {
  is(300);
  expect(window.innerWidth).toBeGreaterThan(640);
  render(<Part />);
  expect(screen.getByText('one at a time')).toBeDefined();
  is(900);
  act(() => {
    resized();
  });
  expect(screen.getByText('side by side')).toBeDefined();
});
